/** Character error rate, the measure Chinese recognisers are compared by. */

/** Levenshtein distance ÷ reference length, over characters other than punctuation and white space; 0 for two empty texts. */
export function charErrorRate(reference: string, hypothesis: string): number {
  const wanted = bareCharacters(reference);
  const got = bareCharacters(hypothesis);
  if (wanted.length === 0) return got.length === 0 ? 0 : 1;
  return editDistance(wanted, got) / wanted.length;
}

export function bareCharacters(text: string): readonly string[] {
  return [...text.normalize('NFKC').replace(/[\p{P}\p{S}\s]/gu, '')];
}

/** Wagner–Fischer with one row: insertions, deletions and substitutions cost 1. */
export function editDistance(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of a.entries()) {
    const next = [i + 1];
    for (const [j, right] of b.entries()) {
      const substituted = (row[j] ?? 0) + (left === right ? 0 : 1);
      next.push(Math.min(substituted, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
