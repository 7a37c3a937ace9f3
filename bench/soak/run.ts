/**
 * A host's life in a few hours: light traffic of every kind on the demo model, and a line fitted through what host,
 * workers and data home hold after a warm-up. `--minutes N` says how long; eight hours are for a night.
 */
import { appendFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from '../../electron/core/seededRandom.ts';
import { openBox, root, samplesDir } from '../../e2e/box.ts';
import type { Box } from '../../e2e/box.ts';
import { findDoor, readSounds } from '../../e2e/doorClients.ts';
import type { BenchOutcome, BenchPorts } from '../outcome.ts';
import { judgeSoak } from './judge.ts';
import { openReceiver } from './receiver.ts';
import { measuredFile, takeSample } from './sampling.ts';
import type { Sample } from './sampling.ts';
import { keepActing } from './traffic.ts';
import type { Told } from './traffic.ts';

const sampleEveryMs = 10_000;
/** Collecting the garbage more often would hide what the product itself leaves lying. */
const heldEveryMs = 60_000;
const defaultMinutes = 60;
const steadyName = 'steady';

export async function runBenchmark({ say, minutes = defaultMinutes }: BenchPorts): Promise<BenchOutcome> {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-soak-'));
  const random = createRandom(20_261_128);
  const measures = pathToFileURL(join(root, 'e2e', 'fakes', 'answerMeasures.ts')).href;
  const nodeOptions = [process.env['NODE_OPTIONS'], `--import ${measures}`].filter(Boolean).join(' ');
  const receiver = await openReceiver(random);
  const home = join(dir, 'home');
  const box = await openBox({ home, env: { PARADECK_MEASURED: measuredFile, NODE_OPTIONS: nodeOptions } });
  try {
    const ground = { ...(await prepare(box, dir, receiver.url)), random };
    const samplesFile = join(tmpdir(), `paradeck-soak-${Date.now()}.jsonl`);
    say(`${minutes} minutes; each sample goes into ${samplesFile}`);
    const beganAt = performance.now();
    const mayGoOn = (): boolean => performance.now() - beganAt < minutes * 60_000;
    const sampling = keepSampling({ box, mayGoOn, samplesFile, say });
    const told = await keepActing(ground, mayGoOn);
    const samples = await sampling;
    for (const trouble of told.troubles) say(trouble);
    say(tellCounts(told, receiver.taken()));
    return judgeSoak(samples, told);
  } finally {
    await box.close();
    receiver.close();
    await rm(dir, { recursive: true, force: true });
  }
}

function tellCounts({ counts }: Told, told: number): string {
  const acts = [...counts].map(([name, { done, failed }]) => `${name} ${done} (${failed} failed)`);
  return [...acts, `webhook messages taken ${told}`].join(', ');
}

/** Two instances, a watched folder, a webhook, and transcripts saved beside. */
async function prepare(box: Box, dir: string, told: string) {
  const [inbox, saved] = [join(dir, 'inbox'), join(dir, 'saved')];
  for (const each of [inbox, saved]) await mkdir(each);
  const names = ['hello-5s.wav', 'numbers.flac', 'weather.mp3', 'questions.ogg', 'panel-commands.m4a'];
  const sounds = await readSounds(
    [...names, 'video.mp4', 'short-2s.wav'].map((name) => join(samplesDir, name)),
  );
  const [first, second] = (await box.call('host.snapshot', {})).instances;
  if (first === undefined) throw new Error('the host has no instance');
  await box.call('instances.edit', { id: first.spec.id, patch: { name: steadyName } });
  const struckId = second?.spec.id ?? (await box.call('instances.create', { name: 'struck' })).spec.id;
  if (second === undefined) await box.call('instances.start', { id: struckId });
  await box.call('settings.set', { saveTo: { kind: 'folder', dir: saved }, saveFormats: ['txt', 'srt'] });
  await box.call('webhook.set', {
    ...{ url: told, events: ['job.ended', 'queue.ended'], hasText: true, allowsPrivate: true },
    secret: 'a soak is no secret',
  });
  await box.call('watches.add', { dir: inbox });
  return { box, url: await findDoor(box), sounds, inbox, struckId };
}

interface Sampling {
  readonly box: Box;
  readonly mayGoOn: () => boolean;
  readonly samplesFile: string;
  readonly say: (line: string) => void;
}

async function keepSampling({ box, mayGoOn, samplesFile, say }: Sampling): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const beganAt = performance.now();
  let heldAt = Number.NEGATIVE_INFINITY;
  while (mayGoOn()) {
    const nowMs = performance.now() - beganAt;
    const isHeldAsked = nowMs - heldAt >= heldEveryMs;
    if (isHeldAsked) heldAt = nowMs;
    const sample = await takeSample(box, nowMs / 3_600_000, isHeldAsked);
    samples.push(sample);
    await appendFile(samplesFile, `${JSON.stringify(sample)}\n`);
    if (samples.length % 60 === 0) say(tellSample(sample));
    await pause(sampleEveryMs);
  }
  return samples;
}

function tellSample({ h, processes, held, home }: Sample): string {
  const rss = processes.map(({ name, rssMiB }) => `${name} ${rssMiB.toFixed(0)}`).join(', ');
  const kib = Object.values(home).reduce((sum, size) => sum + size, 0);
  const heap = held === null ? '' : `; heap ${held.heapMiB.toFixed(1)} MiB, ${held.timers} timers`;
  return `${(h * 60).toFixed(0)} min: MiB ${rss}${heap}; data home ${kib.toFixed(0)} KiB`;
}
