import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'playwright/test';

const specs = readdirSync(fileURLToPath(new URL('.', import.meta.url))).filter((name) =>
  name.endsWith('.spec.ts'),
);

/** One worker: the box under test is the machine itself. */
export default defineConfig({
  testDir: '.',
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  outputDir: '../test-results',
  // Projects share no worker, and so no host: what one file has transcribed, another must not find.
  projects: specs.toSorted().map((name) => ({ name, testMatch: name })),
});
