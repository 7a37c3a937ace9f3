/** Cards that several workers fail on: said once, until one of them does well. */
import { RESET_AFTER_READY_MS } from '../../core/supervise/backoff.ts';
import { type CardRecord, cleanRecord, foldCardFailure } from '../../core/supervise/blame.ts';
import { findDeath } from '../../core/supervise/listMarks.ts';
import type { WorkerState } from '../../core/supervise/superviseState.ts';
import type { Clock, Log } from '../ports.ts';
import type { Instance } from './instance.ts';

export interface CardBlamePorts {
  readonly clock: Clock;
  readonly log: Log;
  instances(): Iterable<Instance>;
  /** The card of an instance; null on the CPU. */
  cardOf(instance: Instance): string | null;
}

export class CardBlame {
  readonly #ports: CardBlamePorts;
  readonly #records = new Map<string, CardRecord>();

  constructor(ports: CardBlamePorts) {
    this.#ports = ports;
  }

  isBlamed(gpuUuid: string): boolean {
    const record = this.#records.get(gpuUuid) ?? cleanRecord;
    if (!record.isBlamed) return false;
    if (!this.#listOn(gpuUuid).some((instance) => this.#isWell(instance))) return true;
    this.#records.delete(gpuUuid);
    this.#ports.log.info('A card is no longer to blame: one of its workers has been well', { uuid: gpuUuid });
    return false;
  }

  /** A death with a batch aboard is the job's to pay for, not the card's. */
  note(instance: Instance, before: WorkerState, after: WorkerState): void {
    const death = findDeath(before, after);
    const uuid = death === null || before.aboard.length > 0 ? null : this.#ports.cardOf(instance);
    if (death === null || uuid === null) return;
    const record = this.#records.get(uuid) ?? cleanRecord;
    const wanted = this.#listOn(uuid).filter((other) => other.supervisor.state.isWanted);
    const involved = [...record.failedAt.keys(), ...wanted.map(({ spec }) => spec.id), instance.spec.id];
    const next = foldCardFailure(record, {
      instanceId: instance.spec.id,
      class: death.class,
      now: this.#ports.clock.now(),
      workers: new Set(involved).size,
    });
    this.#records.set(uuid, next);
    if (!next.isBlamed || record.isBlamed) return;
    const instances = [...next.failedAt.keys()].join(', ');
    this.#ports.log.warn('Several workers of one card fail: look at the card first', { uuid, instances });
  }

  /** The user starts anew: the card has another chance. */
  forgive(instance: Instance): void {
    const uuid = this.#ports.cardOf(instance);
    if (uuid !== null) this.#records.delete(uuid);
  }

  #listOn(gpuUuid: string): Instance[] {
    return [...this.#ports.instances()].filter((instance) => this.#ports.cardOf(instance) === gpuUuid);
  }

  #isWell({ supervisor: { state, isTaking } }: Instance): boolean {
    return (
      isTaking &&
      state.readySince !== null &&
      this.#ports.clock.now() - state.readySince >= RESET_AFTER_READY_MS
    );
  }
}
