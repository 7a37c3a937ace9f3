/** What one seat's proof says: checks with a verdict, and the figures behind them. */

export interface Check {
  readonly what: string;
  /** null: this box cannot show it. */
  readonly isGood: boolean | null;
  readonly found: string;
}

/** One part of the proof under its name in the JSON. */
export interface Part {
  readonly name: string;
  readonly checks: readonly Check[];
  readonly figures: unknown;
}

export function check(what: string, isGood: boolean | null, found: string): Check {
  return { what, isGood, found };
}

const verdicts = new Map([
  [true, 'proven'],
  [false, 'FAILED'],
  [null, 'not shown here'],
]);

/** A line a check, aligned. */
export function renderChecks(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ what }) => what.length));
  const lines = checks.map(({ what, isGood, found }) => {
    const verdict = verdicts.get(isGood) ?? '';
    return `  ${what.padEnd(width)}  ${verdict.padEnd(14)}  ${found}`.trimEnd();
  });
  return `${lines.join('\n')}\n`;
}

/** `—` where a figure is unknown. */
export function renderFigure(value: number | null, unit: string): string {
  return value === null ? '—' : `${value.toPrecision(3)} ${unit}`;
}
