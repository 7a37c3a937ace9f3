import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openEnvironments } from '../box/environments.ts';
import { openModels } from '../models/models.ts';
import { type SampleFleet, openSampleFleet } from './sampleFleet.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const clip = join(root, 'resources', 'samples', 'hello-5s.wav');
/** The environment `npm start` makes; without it there is no engine to try. */
const python = openEnvironments(root).pythonOf('onnx') ?? process.env['PARADECK_ONNX_PYTHON'] ?? null;

let sample: SampleFleet;
let home = '';

afterEach(async () => {
  await sample.close();
  await rm(home, { recursive: true, force: true });
});

/** The samples of a 16 kHz mono s16le WAV whose header has 44 bytes. */
async function readPcm(wav: string): Promise<Buffer> {
  const bytes = await readFile(wav);
  expect([bytes.readUInt32LE(24), bytes.readUInt16LE(22), bytes.readUInt16LE(34)]).toEqual([16_000, 1, 16]);
  return bytes.subarray(bytes.indexOf('data') + 8);
}

describe.skipIf(python === null || !existsSync(clip))('the real worker with the demo model', () => {
  it('gets ready, finds speech, recognises and punctuates the text on the clip', async () => {
    home = await mkdtemp(join(tmpdir(), 'paradeck-real-'));
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const models = await openModels({
      home,
      demoDir: join(root, 'resources', 'demo-model'),
      emit: () => undefined,
      log,
    });
    sample = await openSampleFleet({
      home,
      ports: { models, pythonOf: () => python, workerCommand: undefined },
    });
    const { fleet } = sample;
    await sample.until('both ready', () => fleet.list().every(({ phase }) => phase === 'ready'));
    const pcm = await readPcm(clip);
    const path = join(home, 'clip.pcm');
    await writeFile(path, pcm);
    const toSample = pcm.length / 2;
    const never = new AbortController().signal;
    const window = { pcm: { path }, fromSample: 0, toSample, last: true, state: null };
    const { segments } = await fleet.frontPool.findSpeech(window, never);
    expect(segments.length).toBeGreaterThan(0);
    const ranges = segments.map(({ fromMs, toMs }) => ({
      pcm: { path },
      fromSample: fromMs * 16,
      toSample: Math.min(toSample, toMs * 16),
    }));
    const batch = { segments: ranges, hotwords: [], audioS: toSample / 16_000 };
    const results = await Promise.all(
      fleet.recognisers
        .recognisers()
        .map(({ instanceId }) => fleet.recognisers.recognise(instanceId, { id: 'a', ...batch })),
    );
    const [one, other] = results.map((result) => result.results.flatMap(({ tokens }) => tokens));
    expect(one).toEqual(other);
    const { punct } = await fleet.frontPool.punctuate({ tokens: one ?? [], carry: null, last: true }, never);
    const text = (one ?? []).map((token, index) => token + (punct[index] ?? '')).join('');
    const card = (await readFile(`${clip}.txt`, 'utf8')).trim();
    const bare = (marked: string): string => marked.replace(/[\s，。？！、]/g, '');
    expect(bare(text)).toBe(bare(card));
    const view = fleet.list()[0];
    expect(view).toMatchObject({ phase: 'ready', cause: null, deviceName: 'CPU', threads: 1, restarts: 0 });
    expect(view?.speedX).toBeGreaterThan(1);
    await sample.until('memory', () => (fleet.list()[0]?.rssMiB ?? 0) > 20);
    await fleet.stopAll();
    expect(fleet.list().map(({ phase }) => phase)).toEqual(['stopped', 'stopped']);
  }, 90_000);
});
