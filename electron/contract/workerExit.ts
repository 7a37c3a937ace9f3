/** Exit codes a worker chooses itself, after sysexits.h: EX_CONFIG, EX_SOFTWARE (CUDA poisoned), EX_TEMPFAIL. */
export const workerExit = { cannotEverWork: 78, cudaPoisoned: 70, tryAgain: 75 } as const;
