/** The door for programs under load, while workers are drained and killed: whoever sent a file gets its text. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRandom } from '../electron/core/seededRandom.ts';
import { isTorture } from '../electron/host/patience.ts';
import { makeTrialRoot } from '../electron/host/trialRoot.ts';
import type { TrialRoot } from '../electron/host/trialRoot.ts';
import { openBox, samplesDir } from './box.ts';
import type { Box } from './box.ts';
import { findDoor, keepSending, readSounds } from './doorClients.ts';
import type { Answer, Sound } from './doorClients.ts';

vi.setConfig({ testTimeout: 3_600_000 });

const drains = isTorture ? 200 : 4;
const requests = isTorture ? 1_000 : 30;
const seed = Number(process.env['PARADECK_SEED'] ?? 20_261_128);

let trial: TrialRoot;
let box: Box;
let url: string;
let sounds: readonly Sound[];

/** The demo model under torture; the worker that needs none in every run. */
beforeEach(async () => {
  trial = await makeTrialRoot();
  await trial.setSwitches({ computeX: 100 });
  const home = { home: trial.home };
  box = await openBox(isTorture ? home : { ...home, trial });
  const made = await Promise.all([3, 4, 5].map((seconds) => trial.writeWav(`talk-${seconds}.wav`, seconds)));
  sounds = await readSounds(isTorture ? [join(samplesDir, 'hello-5s.wav')] : made);
  url = await findDoor(box);
  await untilAllReady();
});
afterEach(async () => {
  await box.close();
  await trial.close();
});

async function untilAllReady(): Promise<void> {
  const isReady = async (): Promise<boolean> => {
    const { instances } = await box.call('host.snapshot', {});
    return instances.every(({ phase }) => phase === 'ready' || phase === 'busy');
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
  let drained = 0;
  const restarting = (async () => {
    while (drained < drains) {
      const before = (await box.call('host.snapshot', {})).instances;
      const { ids } = await box.call('fleet.restart', {});
      await vi.waitFor(
        async () => {
          const { instances } = await box.call('host.snapshot', {});
          const isNew = instances.every(
            ({ pid, phase }, at) => pid !== before[at]?.pid && (phase === 'ready' || phase === 'busy'),
          );
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
  const random = createRandom(seed);
  let killed = 0;
  let killing = Promise.resolve();
  const killOne = async (): Promise<void> => {
    const { instances } = await box.call('host.snapshot', {});
    const alive = instances.filter(
      ({ pid, phase }) => pid !== null && (phase === 'busy' || phase === 'ready'),
    );
    const busy = alive.filter(({ phase }) => phase === 'busy');
    const victims = busy.length > 0 ? busy : alive;
    const victim = victims[Math.floor(random() * victims.length)]?.pid;
    if (!victim) return;
    process.kill(victim, 'SIGKILL');
    killed += 1;
  };
  const everyRequests = isTorture ? 20 : 10;
  const answers = await keepSending(url, sounds, {
    clients: 6,
    mayGoOn: (sent) => {
      if (sent % everyRequests === everyRequests - 1) killing = killing.then(killOne);
      return sent < requests;
    },
  });
  await killing;
  tell(`${killed} workers killed`, answers);
  expect(killed).toBeGreaterThanOrEqual(2);
  expect(failed(answers).length / answers.length).toBeLessThanOrEqual(0.001);
});
