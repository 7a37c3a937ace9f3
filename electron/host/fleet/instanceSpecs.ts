/** The instances the user configured: instances.json in the data home. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import {
  type DeviceChoice,
  type InstanceDraft,
  type InstancePatch,
  type InstanceSpec,
  instanceSpec,
} from '../../contract/instance.ts';
import { isOnSimulatedCard } from '../../core/gpu/simulatedBox.ts';
import { draftSpec, duplicateSpec, patchSpec } from '../../core/supervise/draftInstance.ts';
import { Failed } from '../../core/failed.ts';
import { type JsonFile, openJsonFile, readJsonFile } from '../home/jsonFile.ts';
import type { Log, Models } from '../ports.ts';

const instancesFile = z.strictObject({
  instances: z.array(instanceSpec),
  /** Ids of those the user had running, so that they come back with the app. */
  running: z.array(z.string()),
});

type InstancesFile = z.infer<typeof instancesFile>;

const none: InstancesFile = { instances: [], running: [] };

export interface InstanceSpecsPorts {
  readonly home: string;
  readonly models: Models;
  readonly log: Log;
  /** Cards of a simulated box. */
  readonly simulation?: { readonly devices: readonly DeviceChoice[] } | null;
}

/** The first start makes two instances of the demo model on the CPU; a simulated box whose cards have none gets two on those. */
export async function openInstanceSpecs(ports: InstanceSpecsPorts): Promise<InstanceSpecs> {
  const { home, models, log } = ports;
  const path = join(home, 'instances.json');
  const schema = instancesFile.nullable();
  const file = await openJsonFile<InstancesFile | null>({ path, schema, fallback: null });
  if (file.problem !== null) log.warn(file.problem, { path });
  const devices = ports.simulation?.devices ?? [];
  const before = file.get();
  const isBare = devices.length > 0 && !before?.instances.some(({ device }) => isOnSimulatedCard(device));
  if (before === null || isBare) await file.set(addTwo(before ?? none, { models, devices }));
  return new InstanceSpecs(file, models);
}

/** The configured instances for a look from outside; none before the first start. */
export async function readInstanceSpecs(home: string): Promise<readonly InstanceSpec[]> {
  const path = join(home, 'instances.json');
  return (await readJsonFile<InstancesFile>(path, instancesFile))?.instances ?? [];
}

export class InstanceSpecs {
  readonly #file: JsonFile<InstancesFile | null>;
  readonly #models: Models;

  constructor(file: JsonFile<InstancesFile | null>, models: Models) {
    this.#file = file;
    this.#models = models;
  }

  list(): readonly InstanceSpec[] {
    return this.#file.get()?.instances ?? [];
  }

  create(draft: InstanceDraft): Promise<InstanceSpec> {
    const born = { id: createId(), modelId: demoModelId(this.#models) };
    return this.#change(born.id, (specs) => [...specs, draftSpec(draft, born, specs)]);
  }

  edit(id: string, patch: InstancePatch): Promise<InstanceSpec> {
    return this.#change(id, (specs) => {
      const patched = patchSpec(findSpec(specs, id), patch, specs);
      return specs.map((spec) => (spec.id === id ? patched : spec));
    });
  }

  duplicate(id: string): Promise<InstanceSpec> {
    const copy = createId();
    return this.#change(copy, (specs) => [...specs, duplicateSpec(findSpec(specs, id), copy, specs)]);
  }

  async remove(id: string): Promise<void> {
    await this.#update(({ instances, running }) => ({
      instances: instances.filter((spec) => spec.id !== id),
      running: running.filter((other) => other !== id),
    }));
  }

  /** The user had it running: it comes back with the app. */
  wasRunning(id: string): boolean {
    return this.#file.get()?.running.includes(id) ?? false;
  }

  async noteRunning(id: string, isRunning: boolean): Promise<void> {
    if (this.wasRunning(id) === isRunning) return;
    await this.#update(({ instances, running }) => {
      const others = running.filter((other) => other !== id);
      return { instances, running: isRunning ? [...others, id] : others };
    });
  }

  /** Decided on the newest list, so that two edits at once cannot both take one name. */
  async #change(id: string, act: (specs: readonly InstanceSpec[]) => InstanceSpec[]): Promise<InstanceSpec> {
    await this.#update(({ instances, running }) => ({ instances: act(instances), running }));
    return findSpec(this.list(), id);
  }

  async #update(change: (before: InstancesFile) => InstancesFile): Promise<void> {
    await this.#file.update((before) => change(before ?? none));
  }
}

function findSpec(specs: readonly InstanceSpec[], id: string): InstanceSpec {
  const found = specs.find((spec) => spec.id === id);
  if (found === undefined) throw new Failed('instance-not-found', `There is no instance ${id}.`, { id });
  return found;
}

interface FirstFacts {
  readonly models: Models;
  readonly devices: readonly DeviceChoice[];
}

/** Under the first free names; on a device each, in turn, or on the CPU where there is none. */
function addTwo({ instances, running }: InstancesFile, { models, devices }: FirstFacts): InstancesFile {
  const specs = [...instances];
  for (let number = 1; specs.length < instances.length + 2; number += 1) {
    const name = `Paraformer ${number}`;
    if (specs.some((spec) => spec.name === name)) continue;
    const born = { id: createId(), modelId: demoModelId(models) };
    const device = devices[(specs.length - instances.length) % devices.length];
    specs.push(draftSpec({ name, ...(device && { device }) }, born, specs));
  }
  return { instances: specs, running };
}

/** The demo's recogniser; where there is none the first one known, so that the form has something to name. */
function demoModelId(models: Models): string {
  const recognisers = models.list().filter((model) => model.role === 'asr');
  return (recognisers.find((model) => model.isDemo) ?? recognisers[0])?.id ?? 'demo-asr';
}

function createId(): string {
  return `i-${randomBytes(5).toString('hex')}`;
}
