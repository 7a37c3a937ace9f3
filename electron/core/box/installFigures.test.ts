import { expect, it } from 'vitest';
import { foldFigures, isTooFull } from './installFigures.ts';

const gib = 2 ** 30;
const wheel = { bytes: gib, unpackedBytes: 3 * gib };
const source = { bytes: 1_000, unpackedBytes: null };

it('sums what the index told, and counts the copies on the way', () => {
  const figures = foldFigures([wheel, source], { freeBytes: 9 * gib, sharesCache: true });
  expect(figures).toEqual({
    ...{ packages: 2, downloadBytes: gib + 1_000, installedBytes: 3 * gib + 1_000 },
    ...{ neededBytes: 5 * gib + 3_000, freeBytes: 9 * gib },
  });
  expect(foldFigures([wheel], { freeBytes: null, sharesCache: false }).neededBytes).toBe(4 * gib);
});

it('knows no sum where one file is unknown', () => {
  const unknown = { bytes: null, unpackedBytes: null };
  expect(foldFigures([wheel, unknown], { freeBytes: 1, sharesCache: true })).toMatchObject({
    ...{ downloadBytes: null, installedBytes: null, neededBytes: null },
  });
  expect(foldFigures([], { freeBytes: 1, sharesCache: true })).toMatchObject({ downloadBytes: 0 });
});

it('finds a disk too full only where both figures are known', () => {
  const on = (freeBytes: number | null, ...files: (typeof wheel)[]) =>
    isTooFull(foldFigures(files, { freeBytes, sharesCache: true }));
  expect([on(5 * gib, wheel), on(5 * gib - 1, wheel), on(null, wheel)]).toEqual([false, true, false]);
});
