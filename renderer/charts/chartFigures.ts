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
