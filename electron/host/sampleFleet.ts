/** A fleet over the fake worker, in a home of its own: for tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelRole, ModelView } from '../contract/model.ts';
import type { PushEvent } from '../contract/push.ts';
import { settings } from '../contract/settings.ts';
import { findPython } from './findPython.ts';
import { type FleetPorts, openFleet } from './fleet.ts';
import type { Fleet, Models } from './ports.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const fakeWorker = join(root, 'e2e', 'fakes', 'worker.py');

/** What the fake worker does; its switches are described at its top. */
export type Switches = Readonly<Record<string, string | number | boolean>>;

export interface SampleFleet {
  readonly fleet: Fleet;
  readonly home: string;
  readonly events: PushEvent[];
  /** Settles with the first value of `find` that is not undefined, now or after an event. */
  until<T>(what: string, find: () => T | undefined | false): Promise<T>;
  close(): Promise<void>;
}

/** One instance per entry of `workers`, each with its own switches; fronts take `front`. */
export async function openSampleFleet(
  sample: {
    readonly workers?: readonly Switches[];
    readonly front?: Switches;
    readonly home?: string;
    readonly ports?: Partial<FleetPorts>;
  } = {},
): Promise<SampleFleet> {
  const home = sample.home ?? (await mkdtemp(join(tmpdir(), 'paradeck-fleet-')));
  const events: PushEvent[] = [];
  const looks = new Set<() => void>();
  const fleet = await openFleet(
    await samplePorts(home, sample, (event) => {
      events.push(event);
      for (const look of looks) look();
    }),
  );
  for (const { spec } of sample.workers === undefined ? [] : fleet.list()) {
    await fleet.stop(spec.id);
    await fleet.remove(spec.id);
  }
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
      if (sample.home === undefined) await rm(home, { recursive: true, force: true });
    },
  };
}

async function samplePorts(
  home: string,
  sample: { readonly front?: Switches; readonly ports?: Partial<FleetPorts> },
  emit: FleetPorts['emit'],
): Promise<FleetPorts> {
  const { path: python } = await findPython();
  const front = JSON.stringify({ ...sample.front, role: 'front' });
  return {
    home,
    models: sampleModels(),
    settings: { get: () => settings.parse({}), set: async () => settings.parse({}) },
    clock: { now: () => Date.now() },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    emit,
    pythonOf: () => python,
    pythonDir: join(root, 'python'),
    cores: 2,
    random: () => 0.5,
    workerCommand: sample.front === undefined ? [python, fakeWorker] : [python, fakeWorker, front],
    ...sample.ports,
  };
}

/** A demo model for each role, all usable. */
export function sampleModels(): Models {
  const views = (['asr', 'vad', 'punc'] as const).map(sampleModel);
  return {
    list: () => views,
    find: (id) => views.find((view) => view.id === id),
    add: async () => views,
    remove: async () => undefined,
  };
}

function sampleModel(role: ModelRole): ModelView {
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
    bytes: 1,
    modelKey: `key-${role}`,
  };
}

/** Looks at each event and four times a second; fails after 25 s with what it waited for. */
function waitFor<T>(what: string, find: () => T | undefined | false, looks: Set<() => void>): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      clearInterval(poll);
      clearTimeout(limit);
      looks.delete(look);
      act();
    };
    const look = (): void => {
      const found = find();
      if (found !== undefined && found !== false) settle(() => resolve(found));
    };
    const poll = setInterval(look, 50);
    const limit = setTimeout(() => settle(() => reject(new Error(`Waited in vain for ${what}.`))), 25_000);
    looks.add(look);
    look();
  });
}
