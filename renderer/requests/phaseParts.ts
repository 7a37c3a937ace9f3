/** Where a request's time went, as the parts of a bar. */
import type { RequestView } from '../../electron/contract/request.ts';

export const phaseNames = ['upload', 'queue', 'recognise', 'answer'] as const;
export type PhaseName = (typeof phaseNames)[number];

export interface PhasePart {
  readonly name: PhaseName;
  readonly ms: number;
  /** 0…1 of the whole. */
  readonly share: number;
}

/** Only what is known: an unknown phase is no part. */
export function listPhaseParts(view: RequestView): readonly PhasePart[] {
  const each = {
    upload: view.uploadMs,
    queue: view.queueMs,
    recognise: view.recogniseMs,
    answer: view.answerMs,
  };
  const whole = Math.max(1, view.totalMs);
  return phaseNames.flatMap((name) => {
    const ms = each[name];
    return ms === null ? [] : [{ name, ms, share: Math.min(1, ms / whole) }];
  });
}

/** ms below a second, else seconds. */
export function renderShortTime(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}
