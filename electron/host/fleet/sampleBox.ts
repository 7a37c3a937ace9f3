/** A fleet over the fake worker on the cards of a fake nvidia-smi: for tests. */
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InstanceDraft, InstanceView } from '../../contract/instance.ts';
import type { FleetMark } from '../../contract/machine.ts';
import { type OpenedGpus, openGpus } from '../box/gpus.ts';
import { runProbe } from '../box/runProbe.ts';
import type { Fleet } from '../ports.ts';
import type { FleetPorts } from './fleetPorts.ts';
import { type Sample, type SampleFleet, type Switches, openSampleFleet } from './sampleFleet.ts';

const fake = fileURLToPath(new URL('../../../e2e/fakes/nvidia-smi.py', import.meta.url));

/** `state`: "lost" or "reset". */
export interface FakeCard {
  readonly index: number;
  readonly uuid: string;
  readonly totalMiB?: number;
  readonly state?: string;
}

export interface FakeBox {
  readonly cards: readonly FakeCard[];
  /** Strangers. */
  readonly processes?: readonly { uuid: string; pid: number; name: string; mib: number }[];
  readonly fault?: object;
}

export interface SampleBox extends SampleFleet {
  readonly gpus: OpenedGpus;
  readonly marks: readonly FleetMark[];
  /** Changes the box; nobody has looked at it yet. */
  change(box: FakeBox): Promise<void>;
  /** Changes the box and looks at it. */
  set(box: FakeBox): Promise<void>;
  /** An instance pinned to a card, not started; its worker holds `mib` (1000) of it. */
  add(uuid: string, switches?: Switches, draft?: Partial<InstanceDraft>): Promise<string>;
  /** Settles with the view once it fits. */
  reach(id: string, what: string, find: (view: InstanceView) => boolean): Promise<InstanceView>;
}

/** Closed with close(). `home`: kept, for a second fleet on it. */
export async function openSampleBox(
  box: FakeBox,
  sample: Pick<Sample, 'home' | 'clockSpeed' | 'front'> & { readonly ports?: Partial<FleetPorts> } = {},
): Promise<SampleBox> {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-box-'));
  const registry = join(dir, 'registry');
  await writeBox(dir, box);
  process.env['PARADECK_FAKE_GPU'] = join(dir, 'box.json');
  const marks: FleetMark[] = [];
  const bound: { fleet?: Fleet } = {};
  const start = Date.now();
  const clock = { now: () => start + Math.round((Date.now() - start) * (sample.clockSpeed ?? 1)) };
  const gpus = openFakeGpus(clock, bound);
  await gpus.look();
  const mark = (kind: FleetMark['kind'], instanceId: string | null, gpuUuid: string | null): void => {
    marks.push({ at: clock.now(), kind, instanceId, gpuUuid });
  };
  const ports = { gpus, marks: { mark, between: () => marks }, clock, sharesPids: true, ...sample.ports };
  const isNew = !existsSync(join(sample.home ?? dir, 'instances.json'));
  const opened = await openSampleFleet({ ...(isNew && { workers: [] }), ...sample, ports });
  bound.fleet = opened.fleet;
  return {
    ...opened,
    gpus,
    marks,
    change: (changed) => writeBox(dir, changed),
    set: async (changed) => {
      await writeBox(dir, changed);
      await gpus.look();
    },
    ...createAsks(opened, registry),
    close: async () => {
      await opened.close();
      await gpus.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function createAsks({ fleet, until }: SampleFleet, registry: string): Pick<SampleBox, 'add' | 'reach'> {
  return {
    add: async (uuid, switches = {}, draft = {}) => {
      const env = { PARADECK_FAKE: JSON.stringify({ device: 'cuda:0', registry, ...switches }) };
      const name = `Worker ${fleet.list().length + 1}`;
      const pin = { device: { kind: 'gpu' as const, uuid }, autoStart: false };
      return (await fleet.create({ name, env, ...pin, ...draft })).spec.id;
    },
    reach: (id, what, find) => {
      const look = (): InstanceView | false => find(fleet.get(id)) && fleet.get(id);
      return until(what, look).catch((thrown: unknown) => {
        throw new Error(`${String(thrown)} ${describeAll(fleet)}`, { cause: thrown });
      });
    },
  };
}

function openFakeGpus(clock: { now(): number }, bound: { readonly fleet?: Fleet }): OpenedGpus {
  return openGpus({
    programs: () => [[fake]],
    isSimulated: false,
    clock,
    run: runProbe,
    workersOn: (uuid) => bound.fleet?.workersOn(uuid) ?? [],
    isBlamed: (uuid) => bound.fleet?.isBlamed(uuid) ?? false,
    isSeen: () => true,
    onNews: () => undefined,
  });
}

/** Whole or not at all: the program may be reading it. */
async function writeBox(dir: string, box: FakeBox): Promise<void> {
  const cards = box.cards.map((card) => ({ name: 'NVIDIA L40S', totalMiB: 24_576, baseMiB: 0, ...card }));
  const scenario = { ...box, cards, registry: join(dir, 'registry') };
  await writeFile(join(dir, 'box.draft'), JSON.stringify(scenario));
  await rename(join(dir, 'box.draft'), join(dir, 'box.json'));
}

function describeAll(fleet: Fleet): string {
  return fleet
    .list()
    .map(({ spec, phase, cause }) => `${spec.name} ${phase} ${cause?.message ?? ''}`)
    .join('; ');
}
