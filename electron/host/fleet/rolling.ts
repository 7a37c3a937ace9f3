/** Restarts instances one after the other, each ready before the next one leaves, so that work always has somewhere to go. */
import type { Phase } from '../../contract/instance.ts';
import type { Log } from '../ports.ts';
import type { Instance } from './instance.ts';

export interface RollingPorts {
  readonly log: Log;
  readonly instances: ReadonlyMap<string, Instance>;
  /** Throws what would keep it from coming back, and leaves it running then. */
  restart(id: string): Promise<unknown>;
}

/** Phases it does not come back from by itself. */
const lost: ReadonlySet<Phase> = new Set(['failed', 'blocked', 'mispinned']);

export class Rolling {
  readonly #ports: RollingPorts;
  #left: string[] = [];
  #current: string | null = null;
  #hasLeft = false;

  constructor(ports: RollingPorts) {
    this.#ports = ports;
  }

  /** All that run, the first of them at once; of a round that is under way those to come. */
  begin(): readonly string[] {
    if (this.#current !== null) return [this.#current, ...this.#left];
    const running = [...this.#ports.instances.values()].filter(({ supervisor }) => supervisor.state.isAlive);
    const ids = running.map(({ spec }) => spec.id);
    this.#left = [...ids];
    void this.#next();
    return ids;
  }

  /** Its phase or its process has changed. */
  note({ spec, supervisor }: Instance): void {
    if (spec.id !== this.#current) return;
    const { phase, cause } = supervisor.state;
    if (phase === 'draining' || phase === 'stopping' || phase === 'starting') this.#hasLeft = true;
    if (lost.has(phase)) return this.#giveUp(spec.name, cause?.message ?? phase);
    // One that the user has stopped since is no reason to spare the others.
    if (phase === 'stopped' || (phase === 'ready' && this.#hasLeft)) void this.#next();
  }

  async #next(): Promise<void> {
    const id = this.#left.shift();
    this.#current = id ?? null;
    this.#hasLeft = false;
    if (id === undefined) return;
    const instance = this.#ports.instances.get(id);
    if (instance === undefined || !instance.supervisor.state.isWanted) return this.#next();
    try {
      await this.#ports.restart(id);
    } catch (thrown) {
      this.#giveUp(instance.spec.name, thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  /** What took one down might take all down: the others stay as they are. */
  #giveUp(name: string, cause: string): void {
    this.#ports.log.warn('A rolling restart has ended early', { name, cause, left: this.#left.length });
    this.#left = [];
    this.#current = null;
  }
}
