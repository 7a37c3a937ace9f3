import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { findDecoders } from '../../electron/host/jobs/findDecoders.ts';
import { allowMs, isTorture } from '../../electron/host/patience.ts';
import { openBox, root, samplesDir } from '../box.ts';
import type { Box } from '../box.ts';
import { largeBombs, smallBombs } from './bombs.ts';
import { brokenFiles } from './broken.ts';
import { makeKit } from './corpus.ts';
import type { HostileFile, Kit } from './corpus.ts';
import { watchDecoderPeaks } from './decoderPeaks.ts';
import type { DecoderPeaks } from './decoderPeaks.ts';
import { foreignFiles } from './foreign.ts';
import { namedFiles } from './names.ts';
import { placedFiles } from './places.ts';
import { pointers } from './pointers.ts';
import { signIn } from '../panelSession.ts';
import { judgeOutcome, tryFile, tryUpload } from './trial.ts';
import type { Outcome } from './trial.ts';
import { lyingWaves } from './waves.ts';
import { wrappings } from './wrappings.ts';

vi.setConfig({ testTimeout: 1_200_000, hookTimeout: 120_000 });

const all = [
  wrappings,
  namedFiles,
  lyingWaves,
  brokenFiles,
  pointers,
  foreignFiles,
  smallBombs,
  placedFiles,
].flat();
/** A sixteenth in `npm test`, and all that change or unpack to much. */
const corpus = all.filter(
  ({ family }, index) => isTorture || index % 16 === 0 || ['bomb', 'changing'].includes(family),
);
const sentence = readFileSync(join(samplesDir, 'hello-5s.wav.txt'), 'utf8').trim();
const secret = readFileSync(join(samplesDir, 'short-2s.wav.txt'), 'utf8').trim();

let dir: string;
let box: Box;
let kit: Kit;
let peaks: DecoderPeaks;
let fetches = 0;
const canary = createServer((_, response) => {
  fetches += 1;
  response.end(readFileSync(join(samplesDir, 'short-2s.wav')));
});

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paradeck-hostile-'));
  const pipePath = join(dir, 'named.pipe');
  execFileSync('mkfifo', [pipePath]);
  await mkdir(join(dir, 'saved'));
  canary.listen(0, '127.0.0.1');
  await once(canary, 'listening');
  const canaryUrl = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/x.wav`;
  const [speechPath, secretPath] = [join(samplesDir, 'hello-5s.wav'), join(samplesDir, 'short-2s.wav')];
  kit = await makeKit(join(dir, 'files'), { speechPath, secretPath, pipePath, canaryUrl }, 20_261_128);
  box = await openBox({ home: join(dir, 'home') });
  peaks = await watchDecoderPeaks(dir);
  const saveTo = { kind: 'folder' as const, dir: join(dir, 'saved') };
  await box.call('settings.set', { ffmpegPath: peaks.program, saveTo });
  expect(await tryFile(wrappings[0] as HostileFile, kit, box)).toMatchObject({ what: 'done' });
});
afterAll(async () => {
  await box.close();
  peaks.close();
  canary.close();
  await rm(dir, { recursive: true, force: true });
});

/** Two at a time, as two people would. */
async function tryAll(files: readonly HostileFile[]): Promise<Outcome[]> {
  const left = [...files];
  const outcomes: Outcome[] = [];
  const work = async (): Promise<void> => {
    for (let file = left.shift(); file; file = left.shift()) outcomes.push(await tryFile(file, kit, box));
  };
  await Promise.all([work(), work()]);
  return outcomes;
}

const isRefused = ({ what }: Outcome): boolean => what !== 'done';

test(`${corpus.length} hostile files come to what they must`, async () => {
  const before = await box.call('host.snapshot', {});
  const outcomes = await tryAll(corpus);
  const problems = outcomes
    .map((outcome) => judgeOutcome(outcome, sentence))
    .filter((problem) => problem !== null);
  expect(problems).toEqual([]);
  const refusals = outcomes.filter(isRefused).map(({ tookMs }) => tookMs);
  process.stdout.write(
    `${outcomes.length} files, ${refusals.length} refused within ${Math.round(Math.max(...refusals))} ms, ` +
      `${peaks.peaksMiB().length} decoders of at most ${Math.round(Math.max(...peaks.peaksMiB()))} MiB\n`,
  );
  expect(Math.max(...refusals)).toBeLessThan(allowMs(2_000));
  expect(Math.max(...peaks.peaksMiB())).toBeLessThan(300);
  expect(outcomes.filter(({ text }) => text.includes(secret.slice(0, 5)))).toEqual([]);
  expect(fetches).toBe(0);
  // ENXIO: nobody has it open.
  expect(() => closeSync(openSync(kit.pipePath, constants.O_WRONLY | constants.O_NONBLOCK))).toThrow('ENXIO');
  await nothingIsLeft();
  const after = await box.call('host.snapshot', {});
  const pids = ({ instances }: typeof before) =>
    instances.map(({ spec, pid, restarts }) => [spec.id, pid, restarts]);
  expect(pids(after)).toEqual(pids(before));
});

test('sent through the panel’s door, they read nothing foreign, leave nothing and are refused as fast', async () => {
  const session = await signIn(box);
  // The same sounds were read from the disk before.
  await box.call('settings.set', { skipDone: false });
  const sendable = corpus.filter(({ family }) => family !== 'changing' && family !== 'bomb');
  const outcomes: Outcome[] = [];
  for (const file of sendable) {
    const outcome = await tryUpload(file, kit, { box, session });
    if (outcome) outcomes.push(outcome);
  }
  const refused = outcomes.filter(isRefused);
  const slowestMs = Math.max(...refused.map(({ tookMs }) => tookMs));
  process.stdout.write(
    `${outcomes.length} sent through the door, ${refused.length} refused within ${Math.round(slowestMs)} ms\n`,
  );
  expect(refused.filter(({ what }) => !what.startsWith('file-') && what !== 'bad-request')).toEqual([]);
  expect(slowestMs).toBeLessThan(allowMs(2_000));
  expect(outcomes.filter(({ text }) => text.includes(secret.slice(0, 5)))).toEqual([]);
  expect(fetches).toBe(0);
  await nothingIsLeft();
  expect((await readdir(join(box.home, 'arriving'))).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a file its reader may not open is refused', { skip: process.getuid?.() !== 0 }, async () => {
  // As root nothing is closed, so somebody else looks; who is not root has this file in the corpus.
  const path = join(dir, 'closed.wav');
  await writeFile(path, 'x', { mode: 0o600 });
  await chmod(dir, 0o711);
  const source = join(root, 'electron', 'host', 'jobs', 'sourceFile.ts');
  const script = `import('${source}').then((m) => m.readSource('${path}')).catch((e) => console.log(e.code))`;
  const { stdout } = await execa(process.execPath, ['-e', script], { uid: 65_534, gid: 65_534, cwd: '/' });
  expect(stdout).toBe('file-unreadable');
  await rm(path);
});

test('small files of huge sound hold nobody up, and neither memory nor disk', async () => {
  await box.call('settings.set', { longestAudioH: isTorture ? 12 : 0.2 });
  const spool = join(box.home, 'spool');
  let [mostMiB, mostKeptMiB] = [0, 0];
  const look = setInterval(() => {
    mostMiB = Math.max(mostMiB, ...findDecoders(dir).map(readPeakMiB));
    mostKeptMiB = Math.max(mostKeptMiB, sumMiB(spool));
  }, 100);
  const bombs = largeBombs(isTorture ? 1 : 1 / 60).map((file) => tryFile(file, kit, box));
  const [good] = await Promise.all([tryFile(lyingWaves[0] as HostileFile, kit, box)]);
  expect(judgeOutcome(good, sentence)).toBeNull();
  const outcomes = await Promise.all(bombs);
  clearInterval(look);
  const seconds = outcomes
    .map(({ file, tookMs }) => `${file.name} ${(tookMs / 1000).toFixed(1)} s`)
    .join(', ');
  process.stdout.write(
    `${seconds}, a file behind them ${Math.round(good.tookMs)} ms; ` +
      `decoder at most ${Math.round(mostMiB)} MiB, spool ${Math.round(mostKeptMiB)} MiB\n`,
  );
  expect(outcomes.map((outcome) => judgeOutcome(outcome, sentence))).toEqual([null, null]);
  expect(good.tookMs).toBeLessThan(allowMs(5_000));
  expect(mostMiB).toBeLessThan(300);
  // Sound at 32 kB a second and as much again of filterbanks: what they are worth, not what they unpack to.
  expect(mostKeptMiB).toBeLessThan(2 * 14 * 3_600 * 0.032);
  await nothingIsLeft();
});

/** No decoder, no zombie, no sound in the spool, and nothing written but transcripts in their folder. */
async function nothingIsLeft(): Promise<void> {
  expect(findDecoders(dir)).toEqual([]);
  expect(listChildren(box.pid).filter(({ state }) => state === 'Z')).toEqual([]);
  await expect.poll(() => readdir(join(box.home, 'spool'))).toEqual([]);
  expect((await readdir(dir)).sort()).toEqual([
    'files',
    'home',
    'measured-ffmpeg',
    'named.pipe',
    'peaks',
    'saved',
  ]);
  const saved = await readdir(join(dir, 'saved'));
  expect(saved.filter((name) => !name.endsWith('.txt'))).toEqual([]);
}

function listChildren(parent: number): { pid: number; state: string }[] {
  const list = execFileSync('ps', ['-eo', 'pid=,ppid=,stat='], { encoding: 'utf8' });
  return list
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, ppid]) => Number(ppid) === parent)
    .map(([pid, , state]) => ({ pid: Number(pid), state: state?.[0] ?? '' }));
}

/** Most memory a process has held so far; 0: it is gone. */
function readPeakMiB(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function sumMiB(folder: string): number {
  const sizes = readdirSync(folder).map(
    (name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0,
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0) / 2 ** 20;
}
