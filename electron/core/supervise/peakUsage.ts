/** Several samples as one that keeps each figure's peak: a chart of a day must still show a spike of seconds. */
import type { Figure } from '../../contract/gpu.ts';
import type { CardSample, UsageSample } from '../../contract/machine.ts';
import { isKnown } from '../gpu/gpuCell.ts';

/** Keeps the moment of `before`. Peaks are each figure's own, so a card's parts may come to more than its peak of use. */
export function foldPeak(before: UsageSample, next: UsageSample): UsageSample {
  return {
    at: before.at,
    ramUsedMiB: pickHigher(before.ramUsedMiB, next.ramUsedMiB),
    ramTotalMiB: pickHigher(before.ramTotalMiB, next.ramTotalMiB),
    hostRssMiB: pickHigher(before.hostRssMiB, next.hostRssMiB),
    frontsRssMiB: pickHigher(before.frontsRssMiB, next.frontsRssMiB),
    instances: foldEach(before.instances, next.instances, byInstance),
    cards: foldEach(before.cards, next.cards, byCard),
  };
}

function foldCard(before: CardSample, next: CardSample): CardSample {
  return {
    uuid: before.uuid,
    totalMiB: pickFigure(before.totalMiB, next.totalMiB),
    usedMiB: pickFigure(before.usedMiB, next.usedMiB),
    strangersMiB: pickHigher(before.strangersMiB, next.strangersMiB),
    restMiB: pickHigher(before.restMiB, next.restMiB),
    utilisationPercent: pickFigure(before.utilisationPercent, next.utilisationPercent),
    temperatureC: pickFigure(before.temperatureC, next.temperatureC),
    powerW: pickFigure(before.powerW, next.powerW),
  };
}

interface Folding<T> {
  readonly key: (one: T) => string;
  readonly fold: (one: T, other: T) => T;
}

const byCard: Folding<CardSample> = { key: ({ uuid }) => uuid, fold: foldCard };
const byInstance: Folding<UsageSample['instances'][number]> = {
  key: ({ id }) => id,
  // A share goes with its card: after a move the higher of the two stays, where it was.
  fold: (one, other) => ({
    id: one.id,
    rssMiB: pickHigher(one.rssMiB, other.rssMiB),
    vramMiB: pickHigher(one.vramMiB, other.vramMiB),
    gpuUuid: ((other.vramMiB ?? -1) > (one.vramMiB ?? -1) ? other : one).gpuUuid,
  }),
};

/** Those in both are folded; those in one alone stay as they are. */
function foldEach<T>(before: readonly T[], next: readonly T[], { key, fold }: Folding<T>): T[] {
  const merged = new Map(before.map((one) => [key(one), one]));
  for (const other of next) {
    const one = merged.get(key(other));
    merged.set(key(other), one === undefined ? other : fold(one, other));
  }
  return [...merged.values()];
}

/** null only where both are unknown. */
function pickHigher(before: number | null, next: number | null): number | null {
  if (before === null || next === null) return before ?? next;
  return Math.max(before, next);
}

function pickFigure(before: Figure, next: Figure): Figure {
  if (isKnown(before) && isKnown(next)) return Math.max(before, next);
  return isKnown(before) ? before : next;
}
