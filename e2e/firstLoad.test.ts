import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { firstLoadGoalKB, readFirstLoad } from './firstLoad.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const isBuilt = existsSync(join(root, 'dist', 'panel', 'index.html'));

test.skipIf(!isBuilt)('the panel’s first load is small: charts, waveform and documents come after it', () => {
  const { scriptsKB, names, later } = readFirstLoad(root);
  expect(names.some((name) => name.startsWith('index-'))).toBe(true);
  expect(scriptsKB).toBeGreaterThan(50);
  expect(scriptsKB).toBeLessThanOrEqual(firstLoadGoalKB);
  for (const part of [/^SeriesChart-/, /^wavesurfer/]) {
    expect(
      later.some((name) => part.test(name)),
      String(part),
    ).toBe(true);
  }
  expect(names.filter((name) => /docx|zip|recharts/i.test(name))).toEqual([]);
});
