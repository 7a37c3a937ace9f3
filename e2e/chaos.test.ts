import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { InstanceView } from '../electron/contract/instance.ts';
import type { JobView } from '../electron/contract/job.ts';
import { createRandom } from '../electron/core/seededRandom.ts';
import { isTorture } from '../electron/host/patience.ts';
import { makeTrialRoot } from '../electron/host/trialRoot.ts';
import type { TrialRoot } from '../electron/host/trialRoot.ts';
import { openBox } from './box.ts';
import type { Box } from './box.ts';
import { keepBusy, listChildren, measureProcess, writeTalks } from './load.ts';
import type { ChildProcess } from './load.ts';
import { median } from './median.ts';

vi.setConfig({ testTimeout: 7_200_000 });

const kills = isTorture ? 1_000 : 4;
const soak = isTorture ? { jobs: 1_000, leastMs: 300_000 } : { jobs: 24, leastMs: 0 };
const seed = Number(process.env['PARADECK_SEED'] ?? 20_261_128);

let trial: TrialRoot;
let box: Box;
let paths: string[];
let saved: string;
const random = createRandom(seed);

beforeEach(async () => {
  trial = await makeTrialRoot();
  await trial.setSwitches({ computeX: 50 });
  paths = await writeTalks(trial.files, 20);
  saved = join(trial.files, 'saved');
  await mkdir(saved);
  await open();
  await box.call('settings.set', { saveTo: { kind: 'folder', dir: saved } });
});
afterEach(async () => {
  await box.close();
  await trial.close();
});

async function open(): Promise<void> {
  box = await openBox({ home: trial.home, trial });
}

/** An instance that gave up, since it was killed too often, is started again. */
async function findInstances(): Promise<readonly InstanceView[]> {
  const { instances } = await box.call('host.snapshot', {});
  for (const { spec, phase } of instances) {
    if (phase === 'failed') await box.call('instances.start', { id: spec.id });
  }
  return instances;
}

/** Ends one of the host's workers, whichever it is. */
async function killWorker(): Promise<void> {
  await findInstances();
  const victim = pickWorker();
  if (victim) signal(victim.pid, 'SIGKILL');
}

/** It may have gone by itself meanwhile. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
  }
}

function pickWorker(): ChildProcess | undefined {
  const workers = listChildren(box.pid).filter(({ command }) => command.includes('worker.py'));
  return workers[Math.floor(random() * workers.length)];
}

/** The one that computes, with its batch aboard. */
async function killBusyWorker(): Promise<void> {
  const busy = (await findInstances()).find(({ phase, pid }) => phase === 'busy' && pid !== null);
  if (busy?.pid) signal(busy.pid, 'SIGKILL');
  else await killWorker();
}

/**
 * Every job that was accepted is listed once, and every job listed has one end and, where it is done, a transcript. One whose
 * acceptance was not heard, since the host died over it, may be there or not.
 */
async function checkHistory(accepted: ReadonlySet<string>): Promise<JobView[]> {
  const listed: string[] = [];
  for (let before: string | undefined; ;) {
    const page = await box.call('jobs.list', { limit: 500, ...(before === undefined ? {} : { before }) });
    listed.push(...page.jobs.map(({ id }) => id));
    if (page.next === null) break;
    before = page.next;
  }
  expect(listed.length).toBe(new Set(listed).size);
  expect([...accepted].filter((id) => !listed.includes(id))).toEqual([]);
  const ends: JobView[] = [];
  for (const id of listed) {
    const end = await box.ended(id);
    const transcript = await box.call('transcripts.get', { id }).catch(() => null);
    expect([id, end.state, transcript !== null]).toEqual([id, end.state, end.state === 'done']);
    ends.push(end);
  }
  return ends;
}

test(`${kills} kills of host and workers: nothing accepted is lost, nothing comes twice (seed ${seed})`, async () => {
  await trial.setSwitches({ computeX: 400 });
  const accepted = new Set<string>();
  const submit = async (): Promise<void> => {
    const path = paths[Math.floor(random() * paths.length)] ?? '';
    // A host that is killed answers nobody: then it was not accepted.
    await box.submit(path).then(
      ({ id }) => accepted.add(id),
      () => undefined,
    );
  };
  let hosts = 0;
  for (let round = 0; round < kills; round += 1) {
    const submits = [submit(), submit(), submit()];
    // The moment is the point; early ones are the cruel ones.
    await pause(random() ** 2 * 500);
    if (round % 2 === 0) await killWorker();
    else {
      hosts += 1;
      await box.kill();
      await open();
    }
    await Promise.all(submits);
    if (round % 100 === 99) process.stdout.write(`${round + 1} kills, ${accepted.size} jobs accepted\n`);
  }
  const ends = await checkHistory(accepted);
  const done = ends.filter(({ state }) => state === 'done');
  // A file two workers died of is set aside, whoever killed them: an end, and one that says why.
  const others = ends.filter(({ state, failure }) => state !== 'done' && failure?.code !== 'worker-died');
  expect(others.map(({ id, state, failure }) => [id, state, failure?.code])).toEqual([]);
  // Of each talk one text, however often it was read: the same again is the same file.
  const names = new Set(done.map(({ name }) => name.replace('.wav', '.txt')));
  const shown = (await readdir(saved)).filter((name) => !name.startsWith('.'));
  expect(shown.sort()).toEqual([...names].sort());
  process.stdout.write(
    `${hosts} hosts and ${kills - hosts} workers killed: ${accepted.size} jobs accepted and heard of, ${done.length} done, ` +
      `${ends.length - done.length} set aside, 0 lost, 0 twice\n`,
  );
});

interface Measured {
  readonly rssMiB: number;
  readonly descriptors: number;
}

test(`workers die under load: ${soak.jobs} jobs come to text, and the host stays flat (seed ${seed})`, async () => {
  const ends: JobView[] = [];
  const measured: Measured[] = [];
  const beganAt = performance.now();
  const mayGoOn = (): boolean => ends.length < soak.jobs || performance.now() - beganAt < soak.leastMs;
  const everyJobs = isTorture ? 20 : 6;
  let killed = 0;
  const onEnded = (job: JobView): void => {
    ends.push(job);
    if (ends.length % everyJobs === 0) void hurt().then(() => (killed += 1));
    measured.push(measureProcess(box.pid));
  };
  await keepBusy(box, paths, { clients: 6, mayGoOn, onEnded });
  const done = ends.filter(({ state }) => state === 'done').length;
  const again = ends.flatMap(({ troubles }) => troubles).reduce((sum, { segments }) => sum + segments, 0);
  const [first, last] = [measured.slice(0, measured.length / 3), measured.slice(-measured.length / 3)];
  const grewMiB = median(last.map(({ rssMiB }) => rssMiB)) - median(first.map(({ rssMiB }) => rssMiB));
  const opened =
    median(last.map(({ descriptors }) => descriptors)) - median(first.map(({ descriptors }) => descriptors));
  process.stdout.write(
    `${done} of ${ends.length} jobs done over ${killed} hurt workers in ${Math.round((performance.now() - beganAt) / 1_000)} s; ` +
      `${again} segments sent again; host ${grewMiB.toFixed(1)} MiB and ${opened} descriptors more in the last third than in the first\n`,
  );
  expect(done / ends.length).toBeGreaterThanOrEqual(0.999);
  expect(Math.abs(opened)).toBeLessThanOrEqual(5);
  if (isTorture) expect(grewMiB).toBeLessThan(32);
  expect(listChildren(box.pid).filter(({ isZombie }) => isZombie)).toEqual([]);
  expect((await box.call('host.snapshot', {})).counts.active).toBe(0);
});

/** Kills a worker, or stops it for a second; which one and how, the seed decides. */
async function hurt(): Promise<void> {
  if (random() < 0.75) return killBusyWorker();
  const victim = pickWorker();
  if (!victim) return;
  signal(victim.pid, 'SIGSTOP');
  await pause(1_000);
  signal(victim.pid, 'SIGCONT');
}
