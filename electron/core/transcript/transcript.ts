/** A job's results as its transcript. */
import type { Transcript } from '../../contract/job.ts';
import { auditCoverage } from './coverage.ts';
import { foldSentences } from './sentences.ts';
import { foldWords } from './transcriptWords.ts';
import type { TranscriptSegment } from './transcriptWords.ts';

export interface TranscriptInput {
  readonly jobId: string;
  readonly name: string;
  readonly modelName: string;
  readonly isDemo: boolean;
  readonly hotwords: readonly string[];
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly durationMs: number;
  /** The file broke off before the length it claims. */
  readonly isTruncated: boolean;
  /** Some of it was recognised on a card of a simulated box. */
  readonly isSimulated: boolean;
  /** In file order. */
  readonly segments: readonly TranscriptSegment[];
  /** One mark ('' for none) per token over all segments in file order; may be shorter than the tokens. */
  readonly punct: readonly string[];
  /** The detector has looked up to here; left out: to the end. */
  readonly scannedMs?: number;
}

/** Pure; linear in the tokens. */
export function foldTranscript(input: TranscriptInput): Transcript {
  const { segments, durationMs } = input;
  const { words, isSpread } = foldWords(segments, input.punct, durationMs);
  const sentences = foldSentences(words);
  const text = sentences.map((sentence) => sentence.text).join('');
  const { holes, notes } = auditCoverage({
    segments: segments.map(({ fromMs, toMs, result }) => ({ fromMs, toMs, isRecognised: result !== null })),
    scannedMs: input.scannedMs ?? durationMs,
    durationMs,
    characters: text.replace(/\s/gu, '').length,
  });
  return {
    jobId: input.jobId,
    name: input.name,
    text,
    sentences,
    timesSource: isSpread ? 'spread' : 'cif',
    durationMs,
    modelName: input.modelName,
    isDemo: input.isDemo,
    hotwords: [...input.hotwords],
    holes: [...holes],
    notes: [
      ...notes,
      ...(isSpread ? ['times-estimated' as const] : []),
      ...(input.isTruncated ? ['truncated' as const] : []),
      ...(input.isSimulated ? ['simulated-card' as const] : []),
    ],
    createdAt: input.createdAt,
    editedAt: null,
  };
}
