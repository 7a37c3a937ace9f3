/** What is told of more than once counts once: jobs are pushed again behind their end. */

/** Whether a key is new; the last `most` that were are remembered. */
export function createFirstTime(most: number): (key: string) => boolean {
  const seen = new Set<string>();
  return (key) => {
    if (seen.has(key)) return false;
    seen.add(key);
    const [oldest] = seen;
    if (seen.size > most && oldest !== undefined) seen.delete(oldest);
    return true;
  };
}
