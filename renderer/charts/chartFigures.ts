import type { ChartPlan, ChartUnit } from './chartPlan.ts';
import { findHighest } from './seriesPaths.ts';

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

/** Values to write at an axis: it in even parts that are round, else round steps as far as they go. */
export function planTicks(top: number): readonly number[] {
  const parts = [3, 4, 5].find((count) => isRound(top / count)) ?? top / planTop(top / 3);
  return Array.from({ length: Math.floor(parts) + 1 }, (_, index) => (top * index) / parts);
}

/** One digit, or two that end in 5 or are a whole number. */
function isRound(value: number): boolean {
  const digits = value
    .toPrecision(12)
    .replace(/^[0.]+|\./g, '')
    .replace(/0+$/, '');
  return digits.length < 2 || (digits.length === 2 && (digits.endsWith('5') || Number.isInteger(value)));
}

/** The top of a plan's axis: what there is at most, or above all it shows. */
export function planAxisTop(plan: ChartPlan): number {
  const highest = findHighest(plan);
  return plan.limit === null ? planTop(highest) : Math.ceil(Math.max(plan.limit, highest));
}
