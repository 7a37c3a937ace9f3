/** The door for programs under load, while workers are drained and killed: whoever sent a file gets its text. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isAble } from '../electron/contract/instance.ts';
import { createRandom } from '../electron/core/seededRandom.ts';
import { allowMs, isTorture } from '../electron/host/patience.ts';
import { makeTrialRoot } from '../electron/host/trialRoot.ts';
import type { TrialRoot } from '../electron/host/trialRoot.ts';
import { openBox, samplesDir } from './box.ts';
import type { Box } from './box.ts';
import { askToForget, findDoor, keepSending, readSounds, transcribe } from './doorClients.ts';
import type { Answer, Sound } from './doorClients.ts';

vi.setConfig({ testTimeout: 3_600_000 });

const drains = isTorture ? 200 : 4;
const requests = isTorture ? 1_000 : 16;
const fewestKills = isTorture ? 10 : 2;
const seed = Number(process.env['PARADECK_SEED'] ?? 20_261_128);

const noSound: Sound = { name: 'none.wav', bytes: Buffer.from('') };

let trial: TrialRoot;
let box: Box;
let url: string;
let sounds: readonly Sound[];

beforeEach(async () => {
  trial = await makeTrialRoot();
  const made = await Promise.all([3, 4, 5].map((seconds) => trial.writeWav(`talk-${seconds}.wav`, seconds)));
  sounds = await readSounds(isTorture ? [join(samplesDir, 'hello-5s.wav')] : made);
});
afterEach(async () => {
  await box.close();
  await trial.close();
});

/** The demo model under torture; the worker that needs none in every run. */
async function openReady(): Promise<void> {
  await trial.setSwitches({ computeX: 200 });
  box = await openBox(isTorture ? { home: trial.home } : { home: trial.home, trial });
  url = await findDoor(box);

  const isReady = async (): Promise<boolean> => {
    const { instances } = await box.call('host.snapshot', {});
    return instances.every(({ phase }) => isAble(phase));
  };
  await vi.waitFor(async () => expect(await isReady()).toBe(true), { timeout: 60_000, interval: 50 });
}

const failed = (answers: readonly Answer[]): readonly Answer[] =>
  answers.filter(({ status, text }) => status !== 200 || text.trim() === '');

function tell(what: string, answers: readonly Answer[]): void {
  const ms = answers.map((answer) => answer.ms).sort((a, b) => a - b);
  const at = (part: number): string => `${Math.round(ms[Math.floor(part * (ms.length - 1))] ?? 0)} ms`;
  const bad = failed(answers).length;
  process.stdout.write(
    `${what}: ${answers.length} requests, ${bad} failed; p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}\n`,
  );
}

test(`${drains} drains in rolling restarts under load: no request fails`, async () => {
  await openReady();
  let drained = 0;
  const restarting = (async () => {
    while (drained < drains) {
      const before = (await box.call('host.snapshot', {})).instances;
      const { ids } = await box.call('fleet.restart', {});
      await vi.waitFor(
        async () => {
          const { instances } = await box.call('host.snapshot', {});
          const isNew = instances.every(({ pid, phase }, at) => pid !== before[at]?.pid && isAble(phase));
          expect(isNew).toBe(true);
        },
        { timeout: 120_000, interval: 50 },
      );
      drained += ids.length;
    }
  })();
  const answers = await keepSending(url, sounds, { clients: 6, mayGoOn: () => drained < drains });
  await restarting;
  tell(`${drained} drains`, answers);
  expect(failed(answers)).toEqual([]);
  const { instances } = await box.call('host.snapshot', {});
  expect(instances.map(({ restarts }) => restarts)).toEqual(instances.map(() => 0));
});

test(`workers killed under load: at least 99.9 % of ${requests} requests get their text (seed ${seed})`, async () => {
  await openReady();
  const random = createRandom(seed);
  let killed = 0;
  let killing = Promise.resolve();
  /** One of several that work: an instance that gave up, since it was killed too often, is started again first. */
  const killOne = async (): Promise<void> => {
    const { instances } = await box.call('host.snapshot', {});
    for (const { spec, phase } of instances) {
      if (phase === 'failed') await box.call('instances.start', { id: spec.id });
    }
    const working = instances.filter(({ phase }) => isAble(phase));
    const busy = working.filter(({ phase }) => phase === 'busy');
    const victim = busy[Math.floor(random() * busy.length)]?.pid;
    if (working.length < 2 || !victim) return;
    process.kill(victim, 'SIGKILL');
    killed += 1;
  };
  const everyRequests = isTorture ? 10 : 4;
  const answers = await keepSending(url, sounds, {
    clients: 6,
    mayGoOn: (sent) => {
      if (sent % everyRequests === everyRequests - 1) killing = killing.then(killOne);
      return sent < requests || killed < fewestKills;
    },
  });
  await killing;
  tell(`${killed} workers killed`, answers);
  expect(killed).toBeGreaterThanOrEqual(fewestKills);
  expect(failed(answers).length / answers.length).toBeLessThanOrEqual(0.001);
});

const heldUntil = (): string => join(trial.files, 'go on');
const letGo = (): Promise<void> => writeFile(heldUntil(), '');

/** Workers that need no model and answer nothing until they are let go. */
async function openHeld(): Promise<void> {
  await trial.setSwitches({ role: 'recogniser', heldUntil: heldUntil() });
  box = await openBox({ home: trial.home, trial });
  url = await findDoor(box);
}

/** Lets go what is aboard, and holds what comes afterwards. */
async function emptyWorkers(): Promise<void> {
  await letGo();
  await vi.waitFor(async () => {
    const { instances } = await box.call('host.snapshot', {});
    expect(instances.map(({ phase }) => phase)).toEqual(instances.map(() => 'ready'));
  }, 20_000);
  await rm(heldUntil());
}

async function untilActive(jobs: number): Promise<void> {
  await vi.waitFor(async () => expect((await box.call('host.snapshot', {})).counts.active).toBe(jobs), {
    timeout: 20_000,
    interval: 10,
  });
}

/** Settles once as many jobs are under way as files were sent. */
async function sendAll(): Promise<Promise<Answer>[]> {
  const answers = sounds.map((sound) => transcribe(url, sound));
  await untilActive(sounds.length);
  return answers;
}

test('work whose sender goes is off within 100 ms; a host told to end answers who waits before it does', async () => {
  await openHeld();
  const sent = Array.from({ length: 8 }, (_, at) => askToForget(url, sounds[at % sounds.length] ?? noSound));
  await untilActive(sent.length);
  const goneAt = Date.now();
  for (const one of sent) one.destroy();
  await untilActive(0);
  const { jobs } = await box.call('jobs.list', { limit: sent.length });
  expect(jobs.map(({ state }) => state)).toEqual(sent.map(() => 'cancelled'));
  const tookMs = jobs.map(({ endedAt }) => (endedAt ?? Infinity) - goneAt).sort((a, b) => a - b);
  process.stdout.write(
    `${sent.length} senders gone: their jobs were off after ${tookMs[0]} to ${tookMs.at(-1)} ms\n`,
  );
  expect(tookMs.at(-1)).toBeLessThanOrEqual(allowMs(100));
  await emptyWorkers();
  const answers = await sendAll();
  const ending = box.close();
  await letGo();
  expect(failed(await Promise.all(answers))).toEqual([]);
  await ending;
});

test.runIf(isTorture)(
  'what it cannot answer in time is told by its job’s id, and goes on at the next start',
  async () => {
    await openHeld();
    const answers = await sendAll();
    const beganAt = performance.now();
    await box.close();
    expect(performance.now() - beganAt).toBeLessThan(10_000);
    const ids = (await Promise.all(answers)).map(({ status, text }) => {
      expect(status).toBe(503);
      return (JSON.parse(text) as { error: { detail: { id: string } } }).error.detail.id;
    });
    await letGo();
    await openHeld();
    for (const id of ids) expect((await box.ended(id)).state).toBe('done');
  },
);
