/** Jobs: one audio file to transcribe each, and the transcript that comes of it. */
import { z } from 'zod';
import { failure } from './failure.ts';
import { instanceId } from './instance.ts';

export const jobId = z.string().min(1).max(64);

export const jobState = z.enum([
  'queued',
  'waiting',
  'paused',
  'decoding',
  'running',
  'done',
  'incomplete',
  'skipped',
  'failed',
  'cancelled',
  'quarantined',
]);

const retried: ReadonlySet<z.infer<typeof jobState>> = new Set([
  ...(['incomplete', 'skipped', 'failed', 'cancelled', 'quarantined'] as const),
]);

/** Whether it has ended and can be done again. */
export function mayRetry(of: z.infer<typeof jobState>): boolean {
  return retried.has(of);
}

/** Where a job may run: one instance only, or any whose model fits. */
export const jobTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('instance'), instanceId }),
  z.strictObject({ kind: z.literal('fleet') }),
]);

/** Most words and names a list holds, and most characters of one. */
export const hotwordLimits = { words: 500, characters: 64 } as const;

/** What counts as sound inside a folder, by a name's ending; a file named outright is always tried. */
export const soundExtensions: readonly string[] = (
  'wav mp3 m4a m4b flac ogg oga opus aac amr aiff aif wma webm mka mp4 mov mkv avi asf flv ts mpeg mpg caf w64 ac3 ' +
  'au ape wv 3gp'
).split(' ');

/** Frozen when the job is accepted. */
export const jobOptions = z.strictObject({
  hotwords: z.array(z.string()),
  /** Longest sound, seconds, where its sender may bring less than the settings allow. */
  longestS: z.number().positive().optional(),
});

/** Named stages; a bar says which one it is in. */
export const jobStage = z.enum(['decode', 'speech', 'recognise', 'punctuate', 'save']);

/** Seconds of audio through each stage; totalS null until known. */
export const jobProgress = z.object({
  totalS: z.number().nullable(),
  decodedS: z.number(),
  scannedS: z.number(),
  /** Speech found so far and recognised of it. */
  speechS: z.number(),
  recognisedS: z.number(),
  stage: jobStage,
  /** Fraction 0…1, never falling; null until anything is known. */
  fraction: z.number().nullable(),
  speedX: z.number().nullable(),
  etaS: z.number().nullable(),
});

/** A batch that got no answer, and what becomes of the job's segments in it. `at`: ms since the epoch. */
export const batchTrouble = z.object({
  at: z.number(),
  instanceId,
  /** oom: memory ran out · died: its worker did, and the job is charged with it · refused: it answered with an error. */
  kind: z.enum(['oom', 'died', 'refused']),
  /** Size of the whole batch: its segments × the longest of them, s. */
  paddedS: z.number(),
  /** Segments of this job in it. */
  segments: z.int().positive(),
  /** half: again there, half as many · again: one batch at a time · alone: each by itself, elsewhere if there is an elsewhere · left-out: a hole · set-aside: the whole file. */
  next: z.enum(['half', 'again', 'alone', 'left-out', 'set-aside']),
});

/** What a list shows of a job. Times are ms since the epoch. */
export const jobView = z.object({
  id: jobId,
  /** Display name: control and bidi characters made visible. */
  name: z.string(),
  /** Absolute path of a file on the box; null for an upload. */
  path: z.string().nullable(),
  bytes: z.number().nonnegative(),
  target: jobTarget,
  state: jobState,
  /** Why it waits, in `waiting`. */
  waiting: z.enum(['no-instance', 'instance-stopped', 'instance-failed', 'disk-full']).nullable(),
  failure: failure.nullable(),
  progress: jobProgress,
  acceptedAt: z.number(),
  /** Put before the others then; null: in its own place. */
  putFirstAt: z.number().nullable(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /** Instances that recognised segments of it. */
  ranOn: z.array(instanceId),
  device: z.string().nullable(),
  modelName: z.string(),
  /** Made with the demo model: its text is for trying only. */
  isDemo: z.boolean(),
  /** Some of it was recognised on a card of a simulated box. */
  isSimulated: z.boolean(),
  characters: z.int().nonnegative(),
  /** The newest batches of it that got no answer, oldest first. */
  troubles: z.array(batchTrouble),
  /** In `skipped`: the job whose transcript this one's would have been. */
  sameAs: jobId.nullable(),
});

/** One recognised segment as it arrives, unpunctuated until file order reaches it. */
export const segmentView = z.object({
  index: z.int().nonnegative(),
  fromMs: z.number(),
  toMs: z.number(),
  text: z.string(),
  /** null until recognised. */
  instanceId: instanceId.nullable(),
  isRecognised: z.boolean(),
});

/** One token with its punctuation; the space between two words in Latin script leads the second. Ms from the file's start. */
export const word = z.object({ text: z.string(), fromMs: z.number(), toMs: z.number() });

/**
 * A sentence ends at 。？！, at a long pause, or when it grows long; times come from its words. Words' texts concatenate to
 * the sentence's, sentences' to the transcript's, so a sentence may begin with a space: trim it where it stands alone.
 */
export const sentence = z.object({
  text: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  words: z.array(word),
});

/** Stretches of the file that have no answer. */
export const hole = z.object({ fromMs: z.number(), toMs: z.number() });

export const transcript = z.object({
  jobId,
  name: z.string(),
  text: z.string(),
  sentences: z.array(sentence),
  /** 'cif' when measured by the model, 'spread' when estimated over each segment. */
  timesSource: z.enum(['cif', 'spread']),
  durationMs: z.number(),
  modelName: z.string(),
  isDemo: z.boolean(),
  /** Given to the model, which may be one that leans on none. */
  hotwords: z.array(z.string()),
  holes: z.array(hole),
  /** simulated-card: an instance that recognised some of it sat on a card of a simulated box. */
  notes: z.array(z.enum(['no-speech', 'few-characters', 'times-estimated', 'truncated', 'simulated-card'])),
  createdAt: z.number(),
  /** When a person last corrected its text; null: it is as recognised. */
  editedAt: z.number().nullable(),
});

export const transcriptFormat = z.enum(['txt', 'srt', 'vtt', 'json', 'docx']);

/** One hit of a search: the sentence around it. */
export const searchHit = z.object({
  jobId,
  name: z.string(),
  snippet: z.string(),
  endedAt: z.number().nullable(),
});

export const jobCounts = z.object({
  active: z.int().nonnegative(),
  waiting: z.int().nonnegative(),
  done: z.int().nonnegative(),
  failed: z.int().nonnegative(),
});

export type JobState = z.infer<typeof jobState>;
export type JobTarget = z.infer<typeof jobTarget>;
export type JobOptions = z.infer<typeof jobOptions>;
export type JobStage = z.infer<typeof jobStage>;
export type JobProgress = z.infer<typeof jobProgress>;
export type BatchTrouble = z.infer<typeof batchTrouble>;
export type JobView = z.infer<typeof jobView>;
export type SegmentView = z.infer<typeof segmentView>;
export type Word = z.infer<typeof word>;
export type Sentence = z.infer<typeof sentence>;
export type Hole = z.infer<typeof hole>;
export type Transcript = z.infer<typeof transcript>;
export type TranscriptFormat = z.infer<typeof transcriptFormat>;
export type SearchHit = z.infer<typeof searchHit>;
export type JobCounts = z.infer<typeof jobCounts>;
