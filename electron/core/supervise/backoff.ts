/** When a worker that died comes back: at once, then 1, 2, 4 … 60 s ± 20 %, until its budget is spent. */

export const FIRST_DELAY_MS = 1_000;
export const LONGEST_DELAY_MS = 60_000;
/** ± this share, so that workers felled together do not come back together. */
export const JITTER = 0.2;
/** Ready for this long wipes the count of failures in a row. */
export const RESET_AFTER_READY_MS = 300_000;
export const FAILURES_IN_ROW = 5;
export const FAILURES_IN_WINDOW = 5;
export const WINDOW_MS = 600_000;
/**
 * Deaths with a batch aboard are charged to the job. Yet a job is set aside after two of them, so this many in a row
 * without one answered batch between come from at least three jobs: then it is the worker.
 */
export const CHARGED_IN_ROW = 5;

export interface Budget {
  /** Failures since the last RESET_AFTER_READY_MS of ready. */
  readonly inRow: number;
  /** When failures happened, ms, those of the last WINDOW_MS. */
  readonly times: readonly number[];
  /** Deaths charged to jobs since the last answered batch. */
  readonly charged: number;
}

export interface Death {
  readonly now: number;
  /** Uniform in [0, 1). */
  readonly random: number;
  /** How long the worker had been ready, ms. */
  readonly readyMs: number;
  /** A batch was aboard: the job pays. */
  readonly isCharged: boolean;
}

export const freshBudget: Budget = { inRow: 0, times: [], charged: 0 };

/** The budget after a death and the pause before the next try in ms; null when it is spent. */
export function foldDeath(budget: Budget, death: Death): { budget: Budget; delayMs: number | null } {
  const inRow = death.readyMs >= RESET_AFTER_READY_MS ? 0 : budget.inRow;
  const recent = budget.times.filter((time) => death.now - time < WINDOW_MS);
  const after: Budget = death.isCharged
    ? { inRow, times: recent, charged: budget.charged + 1 }
    : { inRow: inRow + 1, times: [...recent, death.now], charged: budget.charged };
  const isSpent =
    after.inRow >= FAILURES_IN_ROW ||
    after.times.length >= FAILURES_IN_WINDOW ||
    after.charged >= CHARGED_IN_ROW;
  return { budget: after, delayMs: isSpent ? null : planDelay(after.inRow + after.charged, death.random) };
}

/** Pause before try `deaths` + 1, ms: none after the first death. */
export function planDelay(deaths: number, random: number): number {
  if (deaths <= 1) return 0;
  const base = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (deaths - 2));
  return Math.round(base * (1 - JITTER + 2 * JITTER * random));
}
