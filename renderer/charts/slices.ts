import type { UsageSample } from '../../electron/contract/machine.ts';

/** A stretch of time that is one point of a chart; no samples: nobody measured, and the line must break there. */
export interface Slice {
  readonly at: number;
  readonly samples: readonly UsageSample[];
}

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly sliceMs: number;
}

/** Silence of at least this long is a hole, however fine the slices are: a hidden panel is sampled every 10 s. */
const holeMs = 30_000;

/**
 * Cuts the samples of a span into equal slices of time, those with samples only, and puts an empty slice into every
 * hole: a silence three times as long as the sampling around it and as a slice.
 */
export function sliceSamples(samples: readonly UsageSample[], { fromMs, toMs, sliceMs }: Span): Slice[] {
  const slices: { at: number; samples: UsageSample[] }[] = [];
  let number = Number.NaN;
  for (let index = findFirst(samples, fromMs); index < samples.length; index++) {
    const sample = samples[index];
    if (!sample || sample.at > toMs) break;
    const before = samples[index - 1];
    const silentMs = before && before.at >= fromMs ? sample.at - before.at : 0;
    if (before && silentMs > Math.max(holeMs, 3 * sliceMs, 3 * spanAround(samples, index))) {
      slices.push({ at: before.at + silentMs / 2, samples: [] });
    }
    const own = Math.floor(sample.at / sliceMs);
    const last = slices.at(-1);
    if (own === number && last && last.samples.length > 0) {
      last.samples.push(sample);
      last.at = sample.at;
    } else slices.push({ at: sample.at, samples: [sample] });
    number = own;
  }
  return slices;
}

/** How far apart the samples before and after the silence that ends at `index` are, ms. */
function spanAround(samples: readonly UsageSample[], index: number): number {
  const at = (place: number) => samples[place]?.at ?? Number.NaN;
  const before = at(index - 1) - at(index - 2);
  const after = at(index + 1) - at(index);
  return Math.max(before || 0, after || 0);
}

/** Place of the first sample at or after a moment. */
function findFirst(samples: readonly UsageSample[], fromMs: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.at ?? 0) < fromMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
