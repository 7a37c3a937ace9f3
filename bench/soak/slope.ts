/** A straight line through what was measured over hours, and how sure its slope is. */

export interface Point {
  readonly h: number;
  readonly value: number;
}

export interface Slope {
  /** Least squares, a unit an hour. NaN below three points. */
  readonly perH: number;
  /** Standard error of it, as if the points were independent: neighbours are not, so it is a lower bound. */
  readonly errorPerH: number;
}

export function fitSlope(points: readonly Point[]): Slope {
  const count = points.length;
  if (count < 3) return { perH: Number.NaN, errorPerH: Number.NaN };
  const meanH = points.reduce((sum, { h }) => sum + h, 0) / count;
  const mean = points.reduce((sum, { value }) => sum + value, 0) / count;
  const spread = points.reduce((sum, { h }) => sum + (h - meanH) ** 2, 0);
  const perH = points.reduce((sum, { h, value }) => sum + (h - meanH) * (value - mean), 0) / spread;
  const left = points.reduce((sum, { h, value }) => sum + (value - mean - perH * (h - meanH)) ** 2, 0);
  return { perH, errorPerH: Math.sqrt(left / (count - 2) / spread) };
}
