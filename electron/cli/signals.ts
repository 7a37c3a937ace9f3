/** Ctrl-C and TERM ask politely once; a second one ends the process at once (its workers end with it). */
const asking = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Exit code of a program ended by Ctrl-C, as shells count it: 128 + SIGINT. */
export const interruptedExit = 130;

export interface Stopping {
  readonly signal: AbortSignal;
  release(): void;
}

/** Runs it at the abort, or at once where that has been. */
export function whenAborted(signal: AbortSignal, act: () => void): void {
  if (signal.aborted) act();
  else signal.addEventListener('abort', act, { once: true });
}

export function watchSignals(): Stopping {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(interruptedExit);
    controller.abort();
  };
  // The reader of a pipe is gone (`… | head -1`): nobody wants the rest.
  const leave = (): void => controller.abort();
  // Progress has no reader (`2>&1 | head -1`): the work is wanted all the same.
  const goOn = (): void => undefined;
  for (const name of asking) process.on(name, stop);
  process.stdout.on('error', leave);
  process.stderr.on('error', goOn);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of asking) process.off(name, stop);
      process.stdout.off('error', leave);
      process.stderr.off('error', goOn);
    },
  };
}
