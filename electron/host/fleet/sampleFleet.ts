/** A fleet over the fake worker, in a home of its own: for tests. */
import { readdirSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelRole, ModelView } from '../../contract/model.ts';
import type { PushEvent } from '../../contract/push.ts';
import { settings } from '../../contract/settings.ts';
import { noCards } from '../doors/standIns.ts';
import { findPython } from '../box/findPython.ts';
import { openFleet } from './fleet.ts';
import type { FleetPorts } from './fleetPorts.ts';
import type { Fleet, Models } from '../ports.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const fakeWorker = join(root, 'e2e', 'fakes', 'worker.py');

/** What the fake worker does; its switches are described at its top. */
export type Switches = Readonly<Record<string, string | number | boolean>>;

export interface SampleFleet {
  readonly fleet: Fleet;
  readonly home: string;
  readonly events: PushEvent[];
  /** Settles with the first value of `find` that is not undefined, now or after an event. */
  until<T>(what: string, find: () => T | undefined | false): Promise<T>;
  /** Closes the fleet; throws if a process of it is left. */
  close(): Promise<void>;
}

export interface Sample {
  /** One instance for each, with its own switches; left out: the two of a first start. */
  readonly workers?: readonly Switches[];
  readonly front?: Switches;
  /** Kept when the fleet closes; left out: one of its own, removed. */
  readonly home?: string;
  /** Times real time; ticks come every 250 ms of real time, and a gap of 5 s counts as a stall. */
  readonly clockSpeed?: number;
  readonly ports?: Partial<FleetPorts>;
}

/** Settles when every worker has been started, before it is ready. */
export async function openSampleFleet(sample: Sample = {}): Promise<SampleFleet> {
  const home = sample.home ?? (await mkdtemp(join(tmpdir(), 'paradeck-fleet-')));
  const events: PushEvent[] = [];
  const looks = new Set<() => void>();
  const ports = await samplePorts(home, sample);
  const emit = (event: PushEvent): void => {
    events.push(event);
    for (const look of looks) look();
  };
  if (sample.workers !== undefined) await writeNoInstances(home);
  const fleet = await openFleet({ ...ports, emit });
  for (const [index, switches] of (sample.workers ?? []).entries()) {
    const env = { PARADECK_FAKE: JSON.stringify(switches) };
    const { spec } = await fleet.create({ name: `Worker ${index + 1}`, env, autoStart: false });
    await fleet.start(spec.id);
  }
  return {
    fleet,
    home,
    events,
    until: (what, find) => waitFor(what, find, looks),
    async close() {
      await fleet.close();
      const left = listProcessesIn(home);
      if (sample.home === undefined) await rm(home, { recursive: true, force: true });
      if (left.length > 0) throw new Error(`Processes are left: ${left.join(', ')}`);
    },
  };
}

/** Pids of processes that run in a folder below `home`; workers and what they fork do. Linux only. */
export function listProcessesIn(home: string): number[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(home);
    } catch {
      // It ended meanwhile, or is a zombie.
      return false;
    }
  });
}

async function writeNoInstances(home: string): Promise<void> {
  await writeFile(join(home, 'instances.json'), JSON.stringify({ instances: [], running: [] }));
}

async function samplePorts(home: string, sample: Sample): Promise<FleetPorts> {
  const { path: python } = await findPython();
  const front = JSON.stringify({ ...sample.front, role: 'front' });
  const start = Date.now();
  return {
    home,
    models: sampleModels(),
    settings: { get: () => settings.parse({}), set: async () => settings.parse({}) },
    gpus: { view: () => noCards, look: async () => noCards, onChange: () => () => true },
    marks: { mark: () => undefined, between: () => [] },
    clock: { now: () => start + Math.round((Date.now() - start) * (sample.clockSpeed ?? 1)) },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    emit: () => undefined,
    pythonOf: () => python,
    pythonDir: join(root, 'python'),
    cores: 2,
    random: () => 0.5,
    workerCommand: sample.front === undefined ? [python, fakeWorker] : [python, fakeWorker, front],
    ...sample.ports,
  };
}

/** A demo model for each role, all usable. */
export function sampleModels(bytes = 1): Models {
  const views = (['asr', 'vad', 'punc'] as const).map((role) => sampleModel(role, bytes));
  return {
    list: () => views,
    find: (id) => views.find((view) => view.id === id),
    add: async () => views,
    remove: async () => undefined,
  };
}

function sampleModel(role: ModelRole, bytes: number): ModelView {
  return {
    id: `demo-${role}`,
    name: `Demo ${role}`,
    role,
    dir: `/nowhere/${role}`,
    isDemo: true,
    notice: null,
    isUsable: true,
    checks: [],
    precisions: ['fp32', 'int8'],
    bytes,
    modelKey: `key-${role}`,
  };
}

/** Looks at each event and 20 times a second; fails after 50 s with what it waited for. */
function waitFor<T>(what: string, find: () => T | undefined | false, looks: Set<() => void>): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      clearInterval(poll);
      clearTimeout(limit);
      looks.delete(look);
      act();
    };
    const look = (): void => {
      try {
        const found = find();
        if (found !== undefined && found !== false) settle(() => resolve(found));
      } catch (thrown) {
        settle(() => reject(thrown instanceof Error ? thrown : new Error(String(thrown))));
      }
    };
    const poll = setInterval(look, 50);
    const limit = setTimeout(() => settle(() => reject(new Error(`Waited in vain for ${what}.`))), 50_000);
    looks.add(look);
    look();
  });
}
