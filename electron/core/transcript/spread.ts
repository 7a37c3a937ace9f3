/** Times where the model gives none: tokens share their segment by how long they take to say. */

/** The detector opens a segment about 240 ms early and closes it about 160 ms late (measured; its look-back and look-ahead). */
const leadMs = 240;
const tailMs = 160;
/** Letters spoken in the time of one Chinese character, about: 15 letters against 4 to 5 characters a second. */
const lettersPerCharacter = 3;

/** [start, end] in ms from the segment's start, one per token, back to back; `lengthMs` is the segment's. */
export function spreadTimes(tokens: readonly string[], lengthMs: number): [number, number][] {
  const weights = tokens.map(weighToken);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // A very short segment is mostly margin; half of it at least is speech.
  const scale = Math.min(1, lengthMs / 2 / (leadMs + tailMs));
  const startMs = leadMs * scale;
  const perWeightMs = Math.max(0, lengthMs - (leadMs + tailMs) * scale) / (total || 1);
  let sum = 0;
  return weights.map((weight) => {
    const fromMs = startMs + sum * perWeightMs;
    sum += weight;
    return [fromMs, startMs + sum * perWeightMs];
  });
}

/** How long a token takes to say, in Chinese characters; 1 at least. */
export function weighToken(token: string): number {
  let weight = 0;
  for (const character of token)
    weight += (character.codePointAt(0) ?? 0) < 0x80 ? 1 / lettersPerCharacter : 1;
  return Math.max(1, weight);
}
