import type { ChartUnit } from './chartPlan.ts';

const decimals = { GiB: 2, '%': 0, '°C': 0, W: 0 } as const;

/** A value with its unit, as tooltips and tables write it. */
export function renderValue(value: number, unit: ChartUnit): string {
  return `${value.toFixed(decimals[unit])} ${unit}`;
}

/** A value at an axis: no more decimals than it needs. */
export function renderTick(value: number, unit: ChartUnit): string {
  const isWhole = Number.isInteger(value) || value >= 10;
  return `${value.toFixed(isWhole ? 0 : 2)} ${unit}`;
}

/** The top of an axis without a limit: a round number somewhat above the highest value. */
export function planTop(highest: number): number {
  const wanted = Math.max(0.2, highest * 1.1);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const steps = [1, 1.5, 2, 3, 4, 6, 8, 10];
  return (steps.find((step) => step * power >= wanted) ?? 10) * power;
}
