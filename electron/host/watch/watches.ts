/** The watched folders: kept in watches.json of the data home, looked at while the host runs. */
import { randomUUID } from 'node:crypto';
import { join, sep } from 'node:path';
import { z } from 'zod';
import type { JobTarget } from '../../contract/job.ts';
import { watchSpec } from '../../contract/watch.ts';
import type { WatchDraft, WatchSpec, WatchView } from '../../contract/watch.ts';
import { Failed } from '../../core/failed.ts';
import { isWithin } from '../../core/watch/planLook.ts';
import { openJsonFile } from '../home/jsonFile.ts';
import type { JsonFile } from '../home/jsonFile.ts';
import type { Jobs } from '../jobs/jobsInterface.ts';
import type { Closable, Clock, Emit, Fleet, Log } from '../ports.ts';
import { FolderWatch } from './folderWatch.ts';
import { findFolder } from './readFolder.ts';
import type { Store } from '../store/storePort.ts';

export interface WatchPatch {
  readonly isOn?: boolean | undefined;
  readonly target?: JobTarget | undefined;
}

export interface Watches extends Closable {
  list(): WatchView[];
  /** Throws folder-not-found, folder-unreadable, folder-watched, instance-not-found. */
  add(draft: WatchDraft): Promise<WatchView>;
  /** Throws bad-request for one that is not there. */
  edit(id: string, patch: WatchPatch): Promise<WatchView>;
  remove(id: string): Promise<void>;
}

export interface WatchesPorts {
  readonly home: string;
  readonly jobs: Pick<Jobs, 'submit'>;
  readonly store: Pick<Store, 'seenFiles' | 'markSeen' | 'forgetSeen'>;
  readonly fleet: Pick<Fleet, 'get'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: Emit;
  /** false: they are kept and changed, and nobody looks. */
  readonly looks: boolean;
  readonly everyMs?: number;
  readonly stillMs?: number;
}

/** Two looks at least lie within a file's stillness. */
const usual = { everyMs: 3_000, stillMs: 10_000 };

export async function openWatches(ports: WatchesPorts): Promise<Watches> {
  const file = await openJsonFile<WatchSpec[]>({
    path: join(ports.home, 'watches.json'),
    schema: z.array(watchSpec),
    fallback: [],
  });
  if (file.problem !== null) ports.log.warn(file.problem, {});
  return new OpenWatches(file, ports);
}

class OpenWatches implements Watches {
  readonly #file: JsonFile<WatchSpec[]>;
  readonly #ports: WatchesPorts;
  readonly #watching = new Map<string, FolderWatch>();

  constructor(file: JsonFile<WatchSpec[]>, ports: WatchesPorts) {
    this.#file = file;
    this.#ports = ports;
    for (const spec of file.get()) this.#begin(spec);
  }

  list(): WatchView[] {
    return this.#file.get().map((spec) => this.#watching.get(spec.id)?.view ?? describeIdle(spec));
  }

  async add({ dir: given, target, takesPresent }: WatchDraft): Promise<WatchView> {
    checkTarget(target, this.#ports);
    const place = await findFolder(given);
    const spec: WatchSpec = { id: randomUUID(), ...place, target, isOn: true, takesPresent };
    await this.#file.update((before) => {
      refuseWatched(place.dir, before);
      return [...before, spec];
    });
    this.#begin(spec);
    this.#tell();
    return this.#find(spec.id);
  }

  async edit(id: string, patch: WatchPatch): Promise<WatchView> {
    this.#find(id);
    if (patch.target) checkTarget(patch.target, this.#ports);
    await this.#file.update((before) => before.map((spec) => (spec.id === id ? patched(spec, patch) : spec)));
    const spec = this.#file.get().find((one) => one.id === id);
    if (spec) this.#watching.get(id)?.change(spec);
    this.#tell();
    return this.#find(id);
  }

  async remove(id: string): Promise<void> {
    this.#find(id);
    await this.#watching.get(id)?.close();
    this.#watching.delete(id);
    await this.#file.update((before) => before.filter((spec) => spec.id !== id));
    await this.#ports.store.forgetSeen(id);
    this.#tell();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#watching.values()].map((watch) => watch.close()));
  }

  #begin(spec: WatchSpec): void {
    if (!this.#ports.looks) return;
    const onChange = (): void => this.#tell();
    this.#watching.set(spec.id, new FolderWatch(spec, { ...usual, ...this.#ports, onChange }));
  }

  #tell(): void {
    this.#ports.emit({ type: 'watches.changed', watches: this.list() });
  }

  #find(id: string): WatchView {
    const found = this.list().find((view) => view.id === id);
    if (!found) throw new Failed('bad-request', `There is no watched folder ${id}.`, { field: 'id' });
    return found;
  }
}

function patched(spec: WatchSpec, { isOn = spec.isOn, target = spec.target }: WatchPatch): WatchSpec {
  return { ...spec, isOn, target };
}

function describeIdle(spec: WatchSpec): WatchView {
  const state = spec.isOn ? 'looking' : 'off';
  return { ...spec, state, files: null, unsettled: 0, taken: 0, trouble: null };
}

function checkTarget(target: JobTarget, { fleet }: WatchesPorts): void {
  if (target.kind === 'instance') fleet.get(target.instanceId);
}

/** A file in two of them would be taken twice. */
function refuseWatched(dir: string, specs: readonly WatchSpec[]): void {
  const other = specs.find((spec) => isWithin(dir, spec.dir, sep) || isWithin(spec.dir, dir, sep));
  if (!other) return;
  throw new Failed('folder-watched', `${other.dir} is watched, which ${dir} would overlap`, {
    path: dir,
    other: other.dir,
  });
}
