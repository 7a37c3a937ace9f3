/** Keeps the doors for programs as settings and instances want them: opens, closes, and tries again where a port was taken. */
import type { DoorView } from '../../../contract/door.ts';
import type { KeyView } from '../../../contract/key.ts';
import type { PushEvent } from '../../../contract/push.ts';
import { Failed, foldFailure } from '../../../core/failed.ts';
import { isLoopback, isSameDoor, planDoors, writeUrl } from '../../../core/doors/planDoors.ts';
import type { PlannedDoor } from '../../../core/doors/planDoors.ts';
import { openApiDoor } from './apiDoor.ts';
import type { ApiDoor } from './apiDoor.ts';
import type { ApiDoorPorts } from './apiDoorPorts.ts';
import type { Keys } from '../keys.ts';
import { listOwnNames } from '../ownNames.ts';
import type { Closable, Emit, SettingsFile } from '../../ports.ts';

export interface DoorsPorts extends ApiDoorPorts {
  readonly settings: Pick<SettingsFile, 'get'>;
  readonly emit: Emit;
  readonly keys: Pick<Keys, 'list' | 'find'>;
  /** Further names in a Host header. */
  readonly allowedHosts: readonly string[];
  /** How often a port that was taken is tried again; tests are less patient. */
  readonly retryMs?: number;
}

export interface Doors extends Closable {
  list(): readonly DoorView[];
}

interface Kept {
  readonly plan: PlannedDoor;
  readonly door: ApiDoor | null;
  readonly view: DoorView;
}

const retryMs = 5_000;

/** Resolves once each door is open or known to be shut. */
export async function openDoors(ports: DoorsPorts): Promise<Doors> {
  const doors = new OpenDoors(ports);
  await doors.refresh();
  return doors;
}

class OpenDoors implements Doors {
  readonly #ports: DoorsPorts;
  readonly #untap: () => void;
  readonly #timer: NodeJS.Timeout;
  #kept: readonly Kept[] = [];
  #refreshing: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(ports: DoorsPorts) {
    this.#ports = ports;
    this.#untap = ports.pushes.tap((event) => {
      if (mayMoveDoors(event) && !this.#isAsPlanned()) void this.refresh();
    });
    this.#timer = setInterval(() => {
      if (this.#kept.some(({ door }) => door === null)) void this.refresh();
    }, ports.retryMs ?? retryMs).unref();
  }

  list(): readonly DoorView[] {
    return this.#kept.map(({ view }) => view);
  }

  refresh(): Promise<void> {
    this.#refreshing = this.#refreshing.then(() => this.#follow());
    return this.#refreshing;
  }

  /** Those who wait for a text get it, or hear their job's id. */
  async close(): Promise<void> {
    await this.#ports.drain.run();
    this.#isClosed = true;
    this.#untap();
    clearInterval(this.#timer);
    await this.#refreshing;
    await Promise.all(this.#kept.map(({ door }) => door?.close()));
    this.#ports.counters.close();
  }

  #plan(): readonly PlannedDoor[] {
    const { settings, fleet, keys } = this.#ports;
    return planDoors(settings.get(), fleet.list(), keys.list().some(isForPrograms));
  }

  #isAsPlanned(): boolean {
    const plan = this.#plan();
    return (
      plan.length === this.#kept.length &&
      this.#kept.every((kept, at) => isPlanned(kept, plan[at] ? [plan[at]] : []))
    );
  }

  /** What is no longer wanted closes first, so that a port may pass from one door to another. */
  async #follow(): Promise<void> {
    if (this.#isClosed) return;
    const plan = this.#plan();
    const left = this.#kept.filter((kept) => !isPlanned(kept, plan));
    await Promise.all(left.map(({ door }) => door?.close()));
    const before = JSON.stringify(this.list());
    const kept: Kept[] = [];
    for (const planned of plan) {
      const known = this.#kept.find((one) => one.door !== null && isSameDoor(one.plan, planned));
      kept.push(known ?? (await this.#open(planned)));
    }
    this.#kept = kept;
    if (JSON.stringify(this.list()) !== before)
      this.#ports.emit({ type: 'doors.changed', doors: [...this.list()] });
  }

  async #open(plan: PlannedDoor): Promise<Kept> {
    const { instanceId, host, access } = plan;
    const isExposed = !isLoopback(host);
    const describe = (port: number) => ({ instanceId, url: writeUrl(host, port), port, isExposed });
    try {
      if (access === 'refused')
        throw new Failed('key-missing', `${host} is reached by other machines and needs a key`);
      const allowedHosts = [...this.#ports.allowedHosts, ...(isExposed ? listOwnNames() : [])];
      const findKey = access === 'key' ? this.#ports.keys.find : null;
      const door = await openApiDoor(
        this.#ports,
        { instanceId, hasPage: findKey === null },
        { ...plan, allowedHosts, findKey },
      );
      return { plan, door, view: { ...describe(door.port), state: 'open', failure: null } };
    } catch (thrown) {
      return {
        plan,
        door: null,
        view: { ...describe(plan.port), state: 'shut', failure: foldFailure(thrown) },
      };
    }
  }
}

function isForPrograms({ scopes }: KeyView): boolean {
  return scopes.includes('transcribe') || scopes.includes('metrics');
}

function isPlanned({ plan }: Kept, wanted: readonly PlannedDoor[]): boolean {
  return wanted.some((one) => isSameDoor(one, plan));
}

function mayMoveDoors({ type }: PushEvent): boolean {
  return (
    type === 'settings.changed' ||
    type === 'keys.changed' ||
    type === 'instance.changed' ||
    type === 'instance.removed'
  );
}
