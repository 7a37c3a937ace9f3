/** The instances the user configured: instances.json in the data home. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import {
  type InstanceDraft,
  type InstancePatch,
  type InstanceSpec,
  instanceSpec,
} from '../contract/instance.ts';
import { draftSpec, duplicateSpec, patchSpec } from '../core/draftInstance.ts';
import { Failed } from '../core/failed.ts';
import { openJsonFile } from './jsonFile.ts';
import type { Log, Models } from './ports.ts';

const instancesFile = z.strictObject({
  instances: z.array(instanceSpec),
  /** Ids of those the user had running, so that they come back with the app. */
  running: z.array(z.string()),
});

type InstancesFile = z.infer<typeof instancesFile>;

export interface InstanceSpecs {
  list(): readonly InstanceSpec[];
  /** Throws instance-not-found. */
  get(id: string): InstanceSpec;
  create(draft: InstanceDraft): Promise<InstanceSpec>;
  edit(id: string, patch: InstancePatch): Promise<InstanceSpec>;
  duplicate(id: string): Promise<InstanceSpec>;
  remove(id: string): Promise<void>;
  wasRunning(id: string): boolean;
  noteRunning(id: string, isRunning: boolean): Promise<void>;
}

/** The first start makes two CPU instances of the demo model. */
export async function openInstanceSpecs(ports: {
  readonly home: string;
  readonly models: Models;
  readonly log: Log;
}): Promise<InstanceSpecs> {
  const path = join(ports.home, 'instances.json');
  const schema = instancesFile.nullable();
  const file = await openJsonFile<InstancesFile | null>({ path, schema, fallback: null });
  if (file.problem !== null) ports.log.warn(file.problem, { path });
  if (file.get() === null) await file.set(draftFirst(ports.models));

  const now = (): InstancesFile => file.get() ?? { instances: [], running: [] };
  const get = (id: string): InstanceSpec => findSpec(now().instances, id);
  /** Decided on the newest list, so that two edits at once cannot both take one name. */
  const change = async (id: string, act: (specs: readonly InstanceSpec[]) => InstanceSpec[]) => {
    await file.update((before) => {
      const { instances, running } = before ?? { instances: [], running: [] };
      return { instances: act(instances), running };
    });
    return get(id);
  };
  return {
    list: () => now().instances,
    get,
    create: (draft) => {
      const born = { id: createId(), modelId: demoModelId(ports.models) };
      return change(born.id, (specs) => [...specs, draftSpec(draft, born, specs)]);
    },
    edit: (id, patch) =>
      change(id, (specs) => {
        const patched = patchSpec(findSpec(specs, id), patch, specs);
        return specs.map((spec) => (spec.id === id ? patched : spec));
      }),
    duplicate: (id) => {
      const copy = createId();
      return change(copy, (specs) => [...specs, duplicateSpec(findSpec(specs, id), copy, specs)]);
    },
    remove: (id) =>
      file.update((before) => ({
        instances: (before?.instances ?? []).filter((spec) => spec.id !== id),
        running: (before?.running ?? []).filter((other) => other !== id),
      })),
    wasRunning: (id) => now().running.includes(id),
    noteRunning: async (id, isRunning) => {
      if (now().running.includes(id) === isRunning) return;
      await file.update((before) => {
        const { instances, running } = before ?? { instances: [], running: [] };
        const others = running.filter((other) => other !== id);
        return { instances, running: isRunning ? [...others, id] : others };
      });
    },
  };
}

function findSpec(specs: readonly InstanceSpec[], id: string): InstanceSpec {
  const found = specs.find((spec) => spec.id === id);
  if (found === undefined) throw new Failed('instance-not-found', `There is no instance ${id}.`, { id });
  return found;
}

function draftFirst(models: Models): InstancesFile {
  const instances: InstanceSpec[] = [];
  for (const name of ['Paraformer 1', 'Paraformer 2']) {
    const born = { id: createId(), modelId: demoModelId(models) };
    instances.push(draftSpec({ name }, born, instances));
  }
  return { instances, running: [] };
}

/** The demo's recogniser; where there is none the first one known, so that the form has something to name. */
function demoModelId(models: Models): string {
  const recognisers = models.list().filter((model) => model.role === 'asr');
  return (recognisers.find((model) => model.isDemo) ?? recognisers[0])?.id ?? 'demo-asr';
}

function createId(): string {
  return `i-${randomBytes(5).toString('hex')}`;
}
