import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// forks: a worker's PDEATHSIG fires when the thread that spawned it ends, so tests need processes, not threads.
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    pool: 'forks',
    // Most files wait for processes, not for a core: on two cores vitest would take one file at a time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    include: [
      'e2e/**/*.test.ts',
      'electron/**/*.test.ts',
      'renderer/**/*.test.{ts,tsx}',
      'bench/**/*.test.ts',
    ],
    // What a busy machine may take; a test that is good ends long before.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    setupFiles: [],
  },
});
