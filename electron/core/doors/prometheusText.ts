/** Prometheus' text format 0.0.4. A figure nobody knows has no line, since 0 would be a figure. */

export type Labels = Readonly<Record<string, string>>;
export type Sample = readonly [labels: Labels, value: number | null | undefined];

export interface Histogram {
  readonly labels: Labels;
  readonly count: number;
  readonly sum: number;
  /** How many were at most as large as the bound at the same place. */
  readonly buckets: readonly number[];
}

export function histogram(
  name: string,
  { help, bounds }: { readonly help: string; readonly bounds: readonly number[] },
  series: readonly Histogram[],
): string {
  const lines = series.flatMap(({ labels, count, sum, buckets }) => [
    ...bounds.map((bound, at) => line(`${name}_bucket`, { ...labels, le: String(bound) }, buckets[at] ?? 0)),
    line(`${name}_bucket`, { ...labels, le: '+Inf' }, count),
    line(`${name}_sum`, labels, sum),
    line(`${name}_count`, labels, count),
  ]);
  return lines.length === 0 ? '' : [...head(name, help, 'histogram'), ...lines].join('\n');
}

export function gauge(name: string, help: string, samples: readonly Sample[]): string {
  return family(name, { help, type: 'gauge' }, samples);
}

export function counter(name: string, help: string, samples: readonly Sample[]): string {
  return family(name, { help, type: 'counter' }, samples);
}

function family(
  name: string,
  { help, type }: { help: string; type: string },
  samples: readonly Sample[],
): string {
  const lines = samples.flatMap(([labels, value]) => (value == null ? [] : [line(name, labels, value)]));
  return lines.length === 0 ? '' : [...head(name, help, type), ...lines].join('\n');
}

function head(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function line(name: string, labels: Labels, value: number): string {
  const parts = Object.entries(labels).map(([key, text]) => `${key}="${escapeLabel(text)}"`);
  return `${name}${parts.length > 0 ? `{${parts.join(',')}}` : ''} ${value}`;
}

function escapeLabel(text: string): string {
  return text.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`));
}
