/** CPU threads of one worker where the spec names none: cores ÷ workers, at least 1. */
export function planThreads(cores: number, workers: number): number {
  return Math.max(1, Math.floor(cores / Math.max(1, workers)));
}
