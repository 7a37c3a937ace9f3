/** How many fronts there should be: one at first, more when finding speech is what everything waits for. */

/** Looks in a row that must agree, one a second: a burst alone grows nothing. */
const AGREEING_LOOKS = 3;

export interface FrontLook {
  readonly wanted: number;
  readonly cores: number;
  /** All fronts are ready and busy. */
  readonly areAllBusy: boolean;
  /** Windows waiting to be searched for speech. */
  readonly waiting: number;
  /** Some instance is ready and has nothing to do. */
  readonly isRecogniserIdle: boolean;
  /** Looks in a row, before this one, that found the fronts short. */
  readonly shortLooks: number;
}

/** Fronts are short while windows wait, all fronts work and an instance starves; at most cores ÷ 2 of them, and two on two cores. */
export function planFronts(look: FrontLook): { wanted: number; shortLooks: number } {
  const isShort = look.waiting > 0 && look.areAllBusy && look.isRecogniserIdle;
  if (!isShort) return { wanted: look.wanted, shortLooks: 0 };
  const shortLooks = look.shortLooks + 1;
  const most = Math.max(Math.min(2, look.cores), Math.floor(look.cores / 2));
  if (shortLooks < AGREEING_LOOKS || look.wanted >= most) return { wanted: look.wanted, shortLooks };
  return { wanted: look.wanted + 1, shortLooks: 0 };
}
