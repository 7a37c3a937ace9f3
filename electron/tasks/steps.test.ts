import { expect, test } from 'vitest';
import { parseCounts, parseFailures, renderSummary } from './steps.ts';

test.each([
  ['      Tests  12 passed | 2 skipped (14)', { passed: 12, failed: 0, skipped: 2 }],
  ['      Tests  1 failed | 12 passed (13)', { passed: 12, failed: 1, skipped: 0 }],
  [
    '======= 3 failed, 40 passed, 5 skipped, 2 deselected in 12.34s =======',
    { passed: 40, failed: 3, skipped: 5 },
  ],
  ['======= 2 passed, 1 error in 0.50s =======', { passed: 2, failed: 1, skipped: 0 }],
  ['  1 failed\n    [x] › a.spec.ts\n  2 skipped\n  7 passed (31.2s)', { passed: 7, failed: 1, skipped: 2 }],
  ['all good, 3 files checked', { passed: 0, failed: 0, skipped: 0 }],
])('reads the closing line of %j', (text, counts) => {
  expect(parseCounts(text)).toEqual(counts);
});

test('a step that broke before counting anything is a failure in the sum', () => {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const summary = renderSummary([{ title: 'types', isGood: false, counts, failures: [], wallMs: 10 }]);
  expect(summary.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed, 0 skipped');
});

test('the tests that failed are named again at the end, whichever runner they are of', () => {
  const names = [
    'FAIL  electron/a.test.ts > says why',
    'FAILED python/tests/test_a.py::test_b - AssertionError: x',
    '1) a.spec.ts:3:1 › opens the panel ───',
  ];
  const output = [' ✓ good', ` ${names[0]}`, `  ${names[2]}`, 'FAIL', names[1], ` ${names[0]}`].join('\n');
  const failures = parseFailures(output);
  expect(failures.toSorted()).toEqual(names.toSorted());
  const counts = { passed: 1, failed: 3, skipped: 0 };
  const summary = renderSummary([{ title: 'tests', isGood: false, counts, failures, wallMs: 10 }]);
  for (const name of names) expect(summary).toContain(name);
  expect(summary.trimEnd().split('\n').at(-1)).toBe('1 passed, 3 failed, 0 skipped');
});
