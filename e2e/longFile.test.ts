import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { isTorture } from '../electron/host/patience.ts';
import { convert, writeSpeech } from '../electron/host/jobs/testSound.ts';
import { makeTrialRoot } from '../electron/host/trialRoot.ts';
import { makeHome, openBox } from './box.ts';
import type { Box } from './box.ts';
import { joinRandomly } from './joined.ts';

vi.setConfig({ testTimeout: 3_600_000, hookTimeout: 600_000 });

const hours = isTorture ? 3 : 0.05;
const home = await makeHome('long');
let path: string;
beforeAll(async () => {
  path = join(home, 'long.flac');
  await joinTo(path, hours * 3_600);
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** Pieces of the samples with pauses, from a seed, one after the other in one file. */
async function joinTo(to: string, seconds: number): Promise<void> {
  const pieces = join(home, 'pieces');
  await mkdir(pieces);
  // They are 10 to 90 s long.
  const paths = await joinRandomly(pieces, Math.ceil(seconds / 50), 20_261_128);
  await writeFile(join(pieces, 'list'), paths.map((piece) => `file '${piece}'\n`).join(''));
  await convert('-f', 'concat', '-safe', '0', '-i', join(pieces, 'list'), to);
  await rm(pieces, { recursive: true });
}

interface Sample {
  /** Seconds of the file looked through, and MiB in use. */
  readonly atS: number;
  readonly hostMiB: number;
  readonly workersMiB: number;
}

async function readText(box: Box, id: string): Promise<{ text: string; spans: unknown }> {
  const { text, sentences, holes } = await box.call('transcripts.get', { id });
  expect(holes).toEqual([]);
  return { text, spans: sentences.map(({ fromMs, toMs }) => [fromMs, toMs]) };
}

test(`${hours} hours go through in flat memory, and through a SIGKILL of the host in the middle`, async () => {
  const samples: Sample[] = [];
  let box = await openBox({ home: join(home, 'data') });
  try {
    const first = await box.submit(path);
    const look = setInterval(
      () => void sampleMemory(box, first.id).then((sample) => samples.push(sample)),
      1_000,
    );
    const { state, progress } = await box.ended(first.id);
    clearInterval(look);
    expect(state).toBe('done');
    const whole = await readText(box, first.id);
    if (isTorture) judgeMemory(samples, progress.totalS ?? 0);

    const second = await box.submit(path);
    const middleS = (progress.totalS ?? 0) / 2;
    await box.until(
      ({ event }) =>
        event.type === 'job.changed' && event.job.id === second.id && event.job.progress.scannedS > middleS,
    );
    const before = (await box.call('jobs.get', { id: second.id })).progress.recognisedS;
    await box.kill();
    box = await openBox({ home: join(home, 'data') });
    const { progress: after } = await box.call('jobs.get', { id: second.id });
    expect(after.recognisedS).toBeGreaterThanOrEqual(before);
    expect((await box.ended(second.id)).state).toBe('done');
    expect(await readText(box, second.id)).toEqual(whole);
    process.stdout.write(
      `killed at ${Math.round(before)} s recognised, went on at ${Math.round(after.recognisedS)} s\n`,
    );
  } finally {
    await box.close();
  }
});

async function sampleMemory(box: Box, id: string): Promise<Sample> {
  const { progress } = await box.call('jobs.get', { id });
  const children = execFileSync('ps', ['-o', 'rss=', '--ppid', String(box.pid)], { encoding: 'utf8' });
  const sum = children
    .trim()
    .split(/\s+/)
    .reduce((total, kib) => total + Number(kib) / 1024, 0);
  return { atS: progress.scannedS, hostMiB: readRssMiB(box.pid), workersMiB: sum };
}

function readRssMiB(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}

/** What grew from a third of the file to its end, by a straight line through the samples. */
function judgeMemory(samples: readonly Sample[], totalS: number): void {
  const settled = samples.filter(({ atS }) => atS > totalS / 3 && atS < totalS);
  for (const who of ['hostMiB', 'workersMiB'] as const) {
    const most = Math.max(...samples.map((sample) => sample[who]));
    const perHour = 3_600 * slopeOf(settled.map((sample) => [sample.atS, sample[who]]));
    process.stdout.write(`${who} at most ${Math.round(most)}, ${perHour.toFixed(1)} an hour of sound\n`);
    // The journal's page cache and the job's own segments: some MiB for each hour.
    expect(perHour).toBeLessThan(15);
  }
}

/** Least squares. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (at: 0 | 1): number => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const covariance = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

test('a worker that silently drops the second half is caught, and the hole can be redone', async () => {
  const trial = await makeTrialRoot();
  const seconds = 300;
  await trial.setSwitches({ role: 'recogniser', deafFromSample: (seconds / 2) * 16_000 });
  const talk = join(trial.files, 'talk.wav');
  await writeSpeech(talk, seconds);
  let box = await openBox({ home: trial.home, trial });
  try {
    const { id } = await box.submit(talk);
    const caught = await box.ended(id);
    expect([caught.state, caught.failure?.code]).toEqual(['incomplete', 'coverage-incomplete']);
    const { holes, text } = await box.call('transcripts.get', { id });
    expect(holes[0]?.fromMs).toBeGreaterThanOrEqual(seconds * 500);
    await box.close();
    await trial.setSwitches({});
    box = await openBox({ home: trial.home, trial });
    await box.call('jobs.retry', { id });
    expect((await box.ended(id)).state).toBe('done');
    const whole = await box.call('transcripts.get', { id });
    expect(whole.holes).toEqual([]);
    expect(whole.text.startsWith(text.slice(0, 200))).toBe(true);
  } finally {
    await box.close();
    await trial.close();
  }
});
