import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// forks: a worker's PDEATHSIG fires when the thread that spawned it ends, so tests need processes, not threads.
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    pool: 'forks',
    include: [
      'e2e/**/*.test.ts',
      'electron/**/*.test.ts',
      'renderer/**/*.test.{ts,tsx}',
      'bench/**/*.test.ts',
    ],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    setupFiles: [],
  },
});
