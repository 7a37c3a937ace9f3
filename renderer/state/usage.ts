import type { FleetMark, UsageSample } from '../../electron/contract/machine.ts';

/** Samples the panel keeps; beyond it the older half is thinned, so that 24 h fit and the last minutes stay fine. */
const samplesKept = 4_000;

/** Appends a sample in order of time; a sample at or before the last one known is dropped. */
export function foldUsage(samples: readonly UsageSample[], sample: UsageSample): readonly UsageSample[] {
  const last = samples.at(-1);
  if (last && sample.at <= last.at) return samples;
  return thin([...samples, sample]);
}

/** A stretch of what the host remembers in place of what is known of it. */
export function layUsage(
  known: readonly UsageSample[],
  page: readonly UsageSample[],
): readonly UsageSample[] {
  const [first, last] = [page[0], page.at(-1)];
  if (!first || !last) return known;
  const [before, after] = [known.filter(({ at }) => at < first.at), known.filter(({ at }) => at > last.at)];
  return thin([...before, ...page, ...after]);
}

function thin(samples: readonly UsageSample[]): readonly UsageSample[] {
  if (samples.length <= samplesKept) return samples;
  const half = samples.length >> 1;
  return samples.filter((_, index) => index >= half || index % 2 === 0);
}

/**
 * At most `count` samples of [fromMs, toMs]: the last sample of each equal slice of time, so that a point never
 * moves while its slice fills. Slices without a sample give nothing; the line shows the hole.
 */
export function pickUsage(
  samples: readonly UsageSample[],
  window: { readonly fromMs: number; readonly toMs: number; readonly count: number },
): readonly UsageSample[] {
  const sliceMs = Math.max(1, (window.toMs - window.fromMs) / window.count);
  const picked = new Map<number, UsageSample>();
  for (const sample of samples) {
    if (sample.at < window.fromMs || sample.at > window.toMs) continue;
    picked.set(Math.floor(sample.at / sliceMs), sample);
  }
  return [...picked.values()].slice(-window.count);
}

/** Marks the panel keeps: a day of a fleet that crashes all the time. */
const marksKept = 2_000;

/** Appends a mark in order of time; one that is known already is dropped. */
export function foldMark(marks: readonly FleetMark[], mark: FleetMark): readonly FleetMark[] {
  const isKnown = marks.some(
    (one) =>
      one.at === mark.at &&
      one.kind === mark.kind &&
      one.instanceId === mark.instanceId &&
      one.gpuUuid === mark.gpuUuid,
  );
  if (isKnown) return marks;
  return [...marks, mark].sort((a, b) => a.at - b.at).slice(-marksKept);
}
