/** Which tokens are punctuated next: whole segments, in file order. */

export interface PunctSlice {
  readonly tokens: readonly string[];
  /** Segments handed in once this slice is answered. */
  readonly toSegment: number;
  readonly last: boolean;
}

/** Enough for the model to see several sentences; small enough to be on the screen within a minute of speech. */
const sliceTokens = 200;

/**
 * The shortest run of segments from `fromSegment` that reaches 200 tokens; when none does and `isComplete`, the rest
 * (which may be empty) with `last`. Slices so depend on the tokens alone, never on when they came.
 * `tokensOf` answers null where a segment has no result yet.
 */
export function planSlice(at: {
  readonly fromSegment: number;
  readonly segments: number;
  readonly isComplete: boolean;
  readonly tokensOf: (index: number) => readonly string[] | null;
}): PunctSlice | null {
  const tokens: string[] = [];
  for (let index = at.fromSegment; index < at.segments; index += 1) {
    const more = at.tokensOf(index);
    if (more === null) return null;
    for (const token of more) tokens.push(token);
    if (tokens.length >= sliceTokens) return { tokens, toSegment: index + 1, last: false };
  }
  return at.isComplete ? { tokens, toSegment: at.segments, last: true } : null;
}
