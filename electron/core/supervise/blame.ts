/** When to look at the card instead of its workers: several of them failing within the window of a crash budget. */
import type { CauseClass } from '../../contract/instance.ts';
import { WINDOW_MS } from './backoff.ts';

export interface CardRecord {
  /** When each instance last failed, ms. */
  readonly failedAt: ReadonlyMap<string, number>;
  readonly isBlamed: boolean;
}

export const cleanRecord: CardRecord = { failedAt: new Map(), isBlamed: false };

/** Failures a card can be the reason of; a bad model or a missing module is none. */
const cardly: readonly CauseClass[] = ['crash', 'cuda', 'hung', 'killed', 'load-timeout', 'oom'];

export interface CardFailure {
  readonly instanceId: string;
  readonly class: CauseClass;
  readonly now: number;
  /** Instances that run, or mean to, on this card. */
  readonly workers: number;
}

/** At least two of a card's workers, and at least half of them, within ten minutes. */
export function foldCardFailure(record: CardRecord, failure: CardFailure): CardRecord {
  const { instanceId, now, workers } = failure;
  if (!cardly.includes(failure.class)) return record;
  const recent = [...record.failedAt].filter(([, at]) => now - at < WINDOW_MS);
  const failedAt = new Map(recent).set(instanceId, now);
  return { failedAt, isBlamed: record.isBlamed || (failedAt.size >= 2 && failedAt.size * 2 >= workers) };
}
