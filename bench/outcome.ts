/** bench: timing goals, as ratios against a rival measured in the same run. This file: the one shape of every result. */

export interface BenchRow {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

export interface BenchRatio {
  readonly name: string;
  readonly value: number;
  readonly goal: number;
  readonly better: 'higher' | 'lower';
  readonly met: boolean;
}

export interface BenchOutcome {
  readonly rows: readonly BenchRow[];
  readonly ratios: readonly BenchRatio[];
}

export interface BenchReport extends BenchOutcome {
  readonly name: string;
  readonly machine: Readonly<Record<string, string | number>>;
}

/** Interpreters of the environments, and where progress goes. */
export interface BenchPorts {
  readonly root: string;
  readonly python: { readonly onnx: string; readonly oracle: string };
  readonly say: (line: string) => void;
  /** How long, where a benchmark lasts as long as one likes. */
  readonly minutes?: number;
}

export type BenchRun = (ports: BenchPorts) => Promise<BenchOutcome>;

/** A goal judged: met when the value is on the better side of it or equal. */
export function judgeRatio(
  name: string,
  value: number,
  goal: { at: number; better: 'higher' | 'lower' },
): BenchRatio {
  const met = goal.better === 'higher' ? value >= goal.at : value <= goal.at;
  return { name, value, goal: goal.at, better: goal.better, met };
}

export function renderReport(report: BenchReport): string {
  const width = Math.max(
    ...report.rows.map((row) => row.what.length),
    ...report.ratios.map((ratio) => ratio.name.length),
  );
  const rows = report.rows.map(
    (row) => `  ${row.what.padEnd(width)}  ${row.value.toPrecision(4).padStart(10)} ${row.unit}`,
  );
  const ratios = report.ratios.map((ratio) => {
    const sign = ratio.better === 'higher' ? '≥' : '≤';
    return `  ${ratio.name.padEnd(width)}  ${ratio.value.toFixed(2).padStart(10)} (goal ${sign} ${ratio.goal}) ${ratio.met ? 'met' : 'NOT MET'}`;
  });
  const machine = Object.entries(report.machine).map(([key, value]) => `${key} ${value}`);
  return `${report.name}: ${machine.join(', ')}\n${rows.join('\n')}\n\n${ratios.join('\n')}\n`;
}
