/** Lets so much work run at once; the rest begins in the order it came. */

export type Turnstile = <T>(work: () => Promise<T>) => Promise<T>;

export function createTurnstile(most: number): Turnstile {
  const waiting = new Set<() => void>();
  let inside = 0;
  return async (work) => {
    if (inside >= most) await new Promise<void>((resolve) => waiting.add(resolve));
    else inside += 1;
    try {
      return await work();
    } finally {
      const [next] = waiting;
      // Whoever waits takes this place.
      if (next === undefined) inside -= 1;
      else waiting.delete(next);
      next?.();
    }
  };
}
