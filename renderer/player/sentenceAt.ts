/** Index of the sentence that is heard at `ms`: the last that has begun; −1 before the first. */
export function findSentenceAt(sentences: readonly { readonly fromMs: number }[], ms: number): number {
  let [low, high] = [0, sentences.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sentences[middle]?.fromMs ?? Infinity) <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
