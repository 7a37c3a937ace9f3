import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Failed } from '../../core/failed.ts';
import { openJobsHome } from './jobsHome.ts';
import type { JobsHome } from './jobsHome.ts';
import { writeSpeech } from './testSound.ts';

const mayMount = process.platform === 'linux' && process.getuid?.() === 0;
if (!mayMount)
  process.stdout.write('SKIPPED: a full disk of our own needs root on Linux, to mount a tmpfs of 300 MiB\n');

/** More than the spool leaves to everything else on a disk. */
const diskMiB = 300;
const job = { target: { kind: 'fleet' as const }, options: { hotwords: [] }, isUpload: false };

let disk: string;
let home: JobsHome;
const ballast = (): string => join(disk, 'ballast');

beforeEach(async () => {
  if (!mayMount) return;
  disk = mkdtempSync(join(tmpdir(), 'paradeck-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMiB}m`, 'tmpfs', disk]);
  home = await openJobsHome({ home: join(disk, 'home') });
});
afterEach(async () => {
  if (!mayMount) return;
  try {
    await home.close();
    expect(home.errors).toEqual([]);
  } finally {
    execFileSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true });
  }
});

/** To the last byte. */
async function fillDisk(): Promise<void> {
  const file = await open(ballast(), 'a');
  for (let bytes = 1 << 20; bytes > 0; bytes >>= 1) {
    const piece = Buffer.alloc(bytes);
    const isTaken = (): Promise<boolean> =>
      file.appendFile(piece).then(
        () => true,
        () => false,
      );
    while (await isTaken()) continue;
  }
  await file.close();
}

async function submit(name: string, seconds: number): Promise<string> {
  const path = join(home.files, name);
  await writeSpeech(path, seconds, seconds);
  return (await home.jobs.submit({ ...job, path })).id;
}

test.skipIf(!mayMount)(
  'a disk that is full to the last byte stops the intake and crashes nothing; room alone makes all go on',
  { timeout: 120_000 },
  async () => {
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    home.pool.add('a');
    home.pool.before = () => held;
    const accepted = [await submit('long.wav', 900), await submit('short.wav', 130)];
    const [long = '', short = ''] = accepted;
    await home.until(long, ({ progress }) => progress.decodedS >= 600);
    await home.until(short, ({ progress }) => progress.speechS > 0);
    await fillDisk();
    goOn();

    // The journal may find room for some in what it has set aside; none is accepted without it.
    let refused: unknown = null;
    for (let n = 0; refused === null && n < 200; n += 1) {
      refused = await submit(`more ${n}.wav`, 1).then(
        (id) => {
          accepted.push(id);
          return null;
        },
        (thrown: unknown) => thrown,
      );
    }
    expect(refused).toBeInstanceOf(Failed);
    expect(refused).toMatchObject({ code: 'disk-full' });
    expect((await home.until(long, ({ waiting }) => waiting === 'disk-full')).state).toBe('waiting');
    expect((await home.jobs.list({ limit: 500 })).jobs).toHaveLength(accepted.length);

    await rm(ballast());
    accepted.push(await submit('after.wav', 3));
    for (const id of accepted) expect((await home.ended(id)).state).toBe('done');
    expect((await home.jobs.transcript(long)).holes).toEqual([]);
    await home.reopen();
    expect((await home.jobs.list({ limit: 500 })).jobs.map(({ state }) => state)).toEqual(
      accepted.map(() => 'done'),
    );
  },
);
