/** Everything at once at the door for programs, by a seed: the host stays flat, and whoever behaves gets its text. */
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { InstanceView } from '../electron/contract/instance.ts';
import { createRandom } from '../electron/core/seededRandom.ts';
import { isTorture } from '../electron/host/patience.ts';
import { makeTrialRoot } from '../electron/host/trialRoot.ts';
import type { TrialRoot } from '../electron/host/trialRoot.ts';
import { openBox } from './box.ts';
import type { Box } from './box.ts';
import {
  breakOff,
  dawdle,
  findDoor,
  keepSending,
  leaveEarly,
  readSounds,
  transcribe,
} from './doorClients.ts';
import type { Answer, Sound } from './doorClients.ts';
import { listChildren, measureProcess } from './load.ts';

vi.setConfig({ testTimeout: 1_800_000 });

const lastsMs = isTorture ? 300_000 : 3_000;
const seed = Number(process.env['PARADECK_SEED'] ?? 20_261_128);
const noise: Sound = { name: 'noise.mp3', bytes: Buffer.from('this is no sound '.repeat(2_000)) };

/** A file that two workers died of is set aside: none is to be under way at two kills. */
const mercyMs = 3_000;
let killedAt = 0;

let trial: TrialRoot;
let box: Box;
let url: string;
let sounds: readonly Sound[];
const random = createRandom(seed);
const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];

beforeEach(async () => {
  trial = await makeTrialRoot();
  // A batch over 9 s is too much for it, which no single segment is.
  await trial.setSwitches({ role: 'recogniser', computeX: 100, oomOver: 9 });
  box = await openBox({ home: trial.home, trial, env: { PARADECK_MEASURED: 'measured.json' } });
  const lengths = [2, 3, 5, 8];
  sounds = await readSounds(
    await Promise.all(lengths.map((seconds) => trial.writeWav(`talk-${seconds}.wav`, seconds))),
  );
  url = await findDoor(box);
});
afterEach(async () => {
  await box.close();
  await trial.close();
});

/** One that has given up, since it was killed too often, is started again, as its user would. */
async function listInstances(): Promise<readonly InstanceView[]> {
  const { instances } = await box.call('host.snapshot', {});
  for (const { spec, phase } of instances) {
    if (phase === 'failed') await box.call('instances.start', { id: spec.id });
  }
  return instances;
}

/** One with a batch aboard: its death is that batch's, and costs its instance no trust. */
async function signalWorker(signal: NodeJS.Signals): Promise<number | null> {
  const busy = (await listInstances()).filter(({ phase }) => phase === 'busy');
  const pid = pick(busy.flatMap((one) => one.pid ?? []));
  if (pid === undefined) return null;
  return send(pid, signal) ? pid : null;
}

/** false: it has gone by itself meanwhile. */
function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** What can be done to the door and the workers behind it. Each settles when it is over. */
const harms: Readonly<Record<string, (sound: Sound) => Promise<unknown>>> = {
  kill: async () => {
    if (performance.now() - killedAt < mercyMs) return;
    killedAt = performance.now();
    await signalWorker('SIGKILL');
  },
  hang: async () => {
    const pid = await signalWorker('SIGSTOP');
    await pause(500 + 2_000 * random());
    if (pid !== null) send(pid, 'SIGCONT');
  },
  drain: () => box.call('fleet.restart', {}),
  dawdle: (sound) => dawdle(url, sound, 3_000),
  breakOff: (sound) => breakOff(url, sound),
  leaveEarly: (sound) => leaveEarly(url, sound),
  noise: async () => expect((await transcribe(url, noise)).status).toBe(400),
};

interface Measured {
  readonly rssMiB: number;
  readonly heapMiB: number;
  readonly descriptors: number;
  readonly timers: number;
}

/** Without what only waits to be collected. */
async function measure(): Promise<Measured> {
  const file = join(trial.home, 'measured.json');
  await rm(file, { force: true });
  process.kill(box.pid, 'SIGUSR2');
  const told = await vi.waitFor(
    async () => JSON.parse(await readFile(file, 'utf8')) as Pick<Measured, 'timers' | 'heapMiB'>,
    { timeout: 60_000, interval: 10 },
  );
  return { ...measureProcess(box.pid), ...told };
}

const done = new Map<string, number>();

/** All harms at random beside clients that behave, for so long; settles once everything begun is over. */
async function harass(forMs: number): Promise<Answer[]> {
  const beganAt = performance.now();
  const goesOn = (): boolean => performance.now() - beganAt < forMs;
  const running: Promise<unknown>[] = [];
  const harm = async (): Promise<void> => {
    while (goesOn()) {
      const [name, act] = pick(Object.entries(harms)) ?? [];
      const sound = pick(sounds);
      if (name === undefined || act === undefined || sound === undefined) continue;
      done.set(name, (done.get(name) ?? 0) + 1);
      running.push(act(sound));
      await pause(100 + 500 * random());
    }
  };
  const [answers] = await Promise.all([keepSending(url, sounds, { clients: 4, mayGoOn: goesOn }), harm()]);
  await Promise.all(running);
  return answers;
}

test(`chaos at the door for ${lastsMs / 1_000} s: whoever behaves gets its text, the host stays flat (seed ${seed})`, async () => {
  const first = await harass(lastsMs / 3);
  const before = await untilQuiet();
  const second = await harass((lastsMs * 2) / 3);
  const after = await untilQuiet();
  const answers = [...first, ...second];
  const failed = answers.filter(({ status, text }) => status !== 200 || text.trim() === '');
  for (const { status, text } of failed.slice(0, 5))
    process.stdout.write(`${status} ${text.slice(0, 300)}\n`);
  const grewMiB = after.rssMiB - before.rssMiB;
  const heapMiB = after.heapMiB - before.heapMiB;
  const opened = after.descriptors - before.descriptors;
  const set = after.timers - before.timers;
  process.stdout.write(
    `${answers.length} requests, ${failed.length} failed, over ${[...done].map(([name, count]) => `${count} ${name}`).join(', ')}; ` +
      `at rest after the last two thirds ${heapMiB.toFixed(1)} MiB of heap, ${grewMiB.toFixed(1)} MiB in all, ${opened} descriptors and ${set} timers more than after the first\n`,
  );
  expect(failed.length / answers.length).toBeLessThanOrEqual(0.001);
  expect(Math.abs(opened)).toBeLessThanOrEqual(5);
  expect(Math.abs(set)).toBeLessThanOrEqual(5);
  expect(heapMiB).toBeLessThan(16);
  if (isTorture) expect(grewMiB).toBeLessThan(32);
  expect(listChildren(box.pid).filter(({ isZombie }) => isZombie)).toEqual([]);
  // Files go with their jobs; those that broke off never were one's.
  await box.call('jobs.removeEnded', { days: 0, dryRun: false });
  expect(await readdir(join(trial.home, 'uploads'))).toEqual([]);
});

/** No job is under way, every instance is ready, and no client holds a connection. */
async function untilQuiet(): Promise<Measured> {
  await vi.waitFor(
    async () => {
      const { counts } = await box.call('host.snapshot', {});
      expect([counts.active, counts.waiting]).toEqual([0, 0]);
      expect((await listInstances()).every(({ phase }) => phase === 'ready')).toBe(true);
      expect(await countConnections(Number(new URL(url).port))).toBe(0);
    },
    { timeout: 200_000, interval: 200 },
  );
  return measure();
}

/** Established ones to a port of this machine. */
async function countConnections(port: number): Promise<number> {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((row) => row.trim().split(/\s+/));
  return rows.filter(([, at, , state]) => at?.endsWith(local) && state === '01').length;
}
