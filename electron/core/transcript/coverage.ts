/** The coverage audit: has every stretch of speech an answer, and was the file looked through to its end? */
import type { Hole, Transcript } from '../../contract/job.ts';

export interface CoverageInput {
  /** Segments of speech in file order. */
  readonly segments: readonly {
    readonly fromMs: number;
    readonly toMs: number;
    readonly isRecognised: boolean;
  }[];
  /** The detector has closed every segment before this; an open segment's start where one is open. */
  readonly scannedMs: number;
  readonly durationMs: number;
  /** Characters written, spaces apart; left out: unknown, and their rate is not judged. */
  readonly characters?: number;
}

export interface Coverage {
  /** Stretches without an answer, apart from each other, in file order. Silence is none. */
  readonly holes: readonly Hole[];
  readonly isComplete: boolean;
  readonly notes: readonly Extract<Transcript['notes'][number], 'no-speech' | 'few-characters'>[];
}

/** One detector frame: lengths in samples and in ms may differ by rounding. */
const frameMs = 10;
/** Speech below this rate is more likely music or hold tones; Mandarin runs at 3 to 6 characters a second. */
const fewPerSecond = 0.5;
/** Below this much speech the rate says nothing. */
const judgedSpeechMs = 30_000;

/** Pure; linear in the segments. */
export function auditCoverage(input: CoverageInput): Coverage {
  const open = input.segments
    .filter((segment) => !segment.isRecognised)
    .map(({ fromMs, toMs }) => ({ fromMs, toMs }));
  if (input.durationMs - input.scannedMs > frameMs) {
    open.push({ fromMs: input.scannedMs, toMs: input.durationMs });
  }
  const holes = mergeTouching(open.filter((hole) => hole.toMs > hole.fromMs));
  return { holes, isComplete: holes.length === 0, notes: holes.length === 0 ? foldNotes(input) : [] };
}

function mergeTouching(stretches: readonly Hole[]): Hole[] {
  const merged: Hole[] = [];
  for (const stretch of [...stretches].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = merged.at(-1);
    if (last && stretch.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, stretch.toMs);
    else merged.push({ ...stretch });
  }
  return merged;
}

function foldNotes({ segments, characters }: CoverageInput): Coverage['notes'] {
  if (segments.length === 0 || characters === 0) return ['no-speech'];
  const speechMs = segments.reduce((sum, segment) => sum + segment.toMs - segment.fromMs, 0);
  const isSparse = characters !== undefined && characters < (fewPerSecond * speechMs) / 1000;
  return isSparse && speechMs > judgedSpeechMs ? ['few-characters'] : [];
}
