import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChartPlan, ChartPoint } from './chartPlan.ts';
import { findHighest, renderPaths, type PlotScale } from './seriesPaths.ts';

const plot = { x: 10, y: 20, width: 100, height: 50 };
const scale: PlotScale = { fromMs: 0, toMs: 100, top: 10 };

function makePlan(kinds: readonly ('area' | 'line')[], points: readonly ChartPoint[]): ChartPlan {
  const series = kinds.map((kind, index) => ({ key: String(index), name: '', kind, colour: 'red' }));
  return { unit: 'GiB', limit: null, series, points };
}

/** The corners of each stretch of a path. */
const cornersOf = (path: string) =>
  path
    .split('M')
    .filter((run) => run !== '')
    .map((run) =>
      run
        .replace('Z', '')
        .split('L')
        .map((pair) => pair.split(' ').map(Number)),
    );

describe('paths of a chart', () => {
  it('stand on each other where they are areas; a line stands for itself', () => {
    const plan = makePlan(
      ['area', 'area', 'line'],
      [
        { at: 0, values: [2, 4, 6] },
        { at: 100, values: [2, 6, 8] },
      ],
    );
    expect(renderPaths(plan, scale, plot)).toEqual([
      { edge: 'M10 60L110 60', fill: 'M10 60L110 60L110 70L10 70Z' },
      { edge: 'M10 40L110 30', fill: 'M10 40L110 30L110 60L10 60Z' },
      { edge: 'M10 40L110 30', fill: null },
    ]);
    expect(findHighest(plan)).toBe(8);
  });

  it('break where nobody knows, and what is above then rests on what is known', () => {
    const plan = makePlan(
      ['area', 'area'],
      [
        { at: 0, values: [5, 5] },
        { at: 50, values: [null, 5] },
        { at: 100, values: [5, 5] },
      ],
    );
    const [below, above] = renderPaths(plan, scale, plot);
    expect(cornersOf(below?.edge ?? '')).toEqual([[[10, 45]], [[110, 45]]]);
    expect(cornersOf(above?.edge ?? '')).toEqual([
      [
        [10, 20],
        [60, 45],
        [110, 20],
      ],
    ]);
  });

  it('hold every known value once and stay within the plot, whatever is fed', () => {
    const values = fc.array(fc.option(fc.double({ min: 0, max: 10, noNaN: true })), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(values, fc.constantFrom('area' as const, 'line' as const), (known, kind) => {
        const points = known.map((value, index) => ({
          at: (index * 100) / (known.length - 1),
          values: [value],
        }));
        const plan = makePlan([kind], points);
        expect(findHighest(plan)).toBe(Math.max(0, ...known.map((value) => value ?? 0)));
        const [path] = renderPaths(plan, scale, plot);
        const corners = cornersOf(path?.edge ?? '').flat();
        expect(corners).toHaveLength(known.filter((value) => value !== null).length);
        for (const [x = Number.NaN, y = Number.NaN] of corners) {
          expect(x).toBeGreaterThanOrEqual(plot.x);
          expect(x).toBeLessThanOrEqual(plot.x + plot.width);
          expect(y).toBeGreaterThanOrEqual(plot.y);
          expect(y).toBeLessThanOrEqual(plot.y + plot.height);
        }
      }),
    );
  });
});
