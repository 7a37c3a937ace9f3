/**
 * contract: what crosses a wire, as schemas and their types; no behaviour, no Node, no DOM.
 * This file: the worker protocol, one JSON object a line over stdio (host writes stdin, worker writes its saved fd 1).
 * Golden examples in ./golden are read by the tests of both sides.
 */
import { z } from 'zod';
import { knownTuning, tuned } from './tuning.ts';

/** Version of this protocol; a worker whose hello names another is refused. */
export const workerProtocol = 1;
/** Sample rate of every PCM in the system, Hz. */
export const sampleRateHz = 16_000;

const messageId = z.string().min(1);
const sample = z.int().nonnegative();
const milliseconds = z.number().nonnegative();
const mebibytes = z.number().nonnegative();

/** Where 16 kHz mono s16le PCM lies: a file the worker reads by plain reads, or base64 where it shares no files. */
export const pcmSource = z.union([
  z.strictObject({ path: z.string().min(1) }),
  z.strictObject({ inline: z.base64() }),
]);

/** A file of log mel energies, float32 [80] a frame of 10 ms from the sound's start (frame k at byte 320 k). */
const fbankPath = z.string().min(1).optional();

/**
 * Samples [fromSample, toSample) of a PCM source; for inline PCM the bytes are exactly that range. `fbankPath` where a front
 * has left the filterbanks: a recogniser may read them instead of computing them.
 */
export const pcmRange = z.strictObject({
  pcm: pcmSource,
  fromSample: sample,
  toSample: sample,
  fbankPath,
});

export const workerRole = z.enum(['recogniser', 'front']);
export const engineName = z.enum(['onnx', 'funasr']);
export const precisionAsked = z.enum(['auto', 'bf16', 'fp16', 'fp32', 'int8']);
export const precisionUsed = z.enum(['bf16', 'fp16', 'fp32', 'int8']);

/** Speech detector settings in FunASR's names; maxEndSilenceMs null means FunASR's dynamic silence. */
export const vadOptions = z.strictObject({
  maxEndSilenceMs: z.int().positive().nullable(),
  maxSingleSegmentMs: z.int().positive(),
});

export const loadMessage = z.strictObject({
  type: z.literal('load'),
  engine: engineName,
  role: workerRole,
  dirs: z.strictObject({
    asr: z.string().optional(),
    vad: z.string().optional(),
    punc: z.string().optional(),
  }),
  device: z.string(),
  precision: precisionAsked,
  threads: z.int().positive(),
  vramLimitMiB: z.int().positive().nullable(),
  /** The funasr engine on a card: its encoder as CUDA graphs, one for each shape of a batch. */
  cudaGraphs: z.boolean(),
  /** A WAV (16 kHz mono s16) to warm up on, for directories that bring no clip of their own. */
  warmupClip: z.string().nullable(),
  vad: vadOptions,
  known: knownTuning.nullish(),
});

/**
 * One window of a file: 60 s on the file's own grid, or less when it is the last. `state` is the reply's, null at first.
 * `fbankPath`: where the window's filterbanks are to be left.
 */
export const findSpeechMessage = z.strictObject({
  type: z.literal('findSpeech'),
  id: messageId,
  pcm: pcmSource,
  fromSample: sample,
  toSample: sample,
  last: z.boolean(),
  state: z.string().nullable(),
  fbankPath,
});

export const recogniseMessage = z.strictObject({
  type: z.literal('recognise'),
  id: messageId,
  segments: z.array(pcmRange).min(1),
  hotwords: z.array(z.string()),
});

/** Takes back a message that was not begun; answered by `dropped`, or by its own result if it had begun. */
export const dropMessage = z.strictObject({ type: z.literal('drop'), id: messageId });

/** The next tokens of one job in file order; `last` closes the text and empties the carry. */
export const punctuateMessage = z.strictObject({
  type: z.literal('punctuate'),
  id: messageId,
  tokens: z.array(z.string()),
  carry: z.string().nullable(),
  last: z.boolean(),
});

/** Comparison only: FunASR's own AutoModel.generate over one file. */
export const stockMessage = z.strictObject({
  type: z.literal('stock'),
  id: messageId,
  path: z.string().min(1),
});

export const shutdownMessage = z.strictObject({ type: z.literal('shutdown') });

export const toWorker = z.discriminatedUnion('type', [
  loadMessage,
  findSpeechMessage,
  recogniseMessage,
  dropMessage,
  punctuateMessage,
  stockMessage,
  shutdownMessage,
]);

/** Sent before any heavy import, within 30 s; startTime is field 22 of /proc/PID/stat (clock ticks after boot), null elsewhere. */
export const helloMessage = z.object({
  type: z.literal('hello'),
  pid: z.int().positive(),
  startTime: z.int().nullable(),
  versions: z.record(z.string(), z.string()),
  protocol: z.int(),
  sharesFiles: z.boolean(),
});

export const loadingMessage = z.object({
  type: z.literal('loading'),
  stage: z.string(),
  done: z.number().nonnegative(),
  total: z.number().nonnegative(),
});

/** Only after load plus a warm-up decode. `model` says what was loaded; null fields are unknown. */
export const readyMessage = z.object({
  type: z.literal('ready'),
  device: z.string(),
  gpuUuid: z.string().nullable(),
  gpuName: z.string().nullable(),
  precision: precisionUsed,
  warmupMs: milliseconds,
  warmupText: z.string(),
  /** Why another precision is used than was asked for; null where it is not. For the user's eyes. */
  precisionNote: z.string().nullable(),
  tuned: tuned.nullish(),
});

/** A closed stretch of speech, ms from the file's start. */
export const speechSpan = z.object({ fromMs: z.int().nonnegative(), toMs: z.int().nonnegative() });

/** Segments closed by this window; openFromMs where one is still open; state for the next window, '' behind the last. hasFbank: its filterbanks are at fbankPath. */
export const speechMessage = z.object({
  type: z.literal('speech'),
  id: messageId,
  segments: z.array(speechSpan),
  openFromMs: z.int().nonnegative().nullable(),
  state: z.string(),
  hasFbank: z.boolean(),
  computeMs: milliseconds,
});

/** Text of one segment; timesMs are [start, end] per token from the segment's start, null when the graph gives none. */
export const recognisedSegment = z.object({
  text: z.string(),
  tokens: z.array(z.string()),
  timesMs: z.array(z.tuple([z.number().nonnegative(), z.number().nonnegative()])).nullable(),
  timesSource: z.enum(['cif', 'spread']),
});

/** Results in the order of the request's segments. */
export const recognisedMessage = z.object({
  type: z.literal('recognised'),
  id: messageId,
  results: z.array(recognisedSegment),
  computeMs: milliseconds,
});

export const droppedMessage = z.object({ type: z.literal('dropped'), id: messageId });

/** Marks ('' or one punctuation character) of the next punct.length tokens not yet answered; the rest is in carry. */
export const punctuatedMessage = z.object({
  type: z.literal('punctuated'),
  id: messageId,
  punct: z.array(z.string()),
  carry: z.string().nullable(),
  computeMs: milliseconds,
});

export const stockDoneMessage = z.object({
  type: z.literal('stockDone'),
  id: messageId,
  text: z.string(),
  segments: z.array(speechSpan),
  computeMs: milliseconds,
});

export const failedKind = z.enum(['oom', 'cuda', 'input', 'model', 'internal']);

/** id null: loading failed, the process leaves with 78; message is for the user's eyes. */
export const failedMessage = z.object({
  type: z.literal('failed'),
  id: messageId.nullable(),
  kind: failedKind,
  message: z.string(),
});

/** Every 2 s from a thread of its own; torch's figures are null where no card is used, limitMiB where none is set. */
export const beatMessage = z.object({
  type: z.literal('beat'),
  seq: z.int().nonnegative(),
  busyId: messageId.nullable(),
  reservedMiB: mebibytes.nullable(),
  allocatedMiB: mebibytes.nullable(),
  limitMiB: mebibytes.nullable(),
  rssMiB: mebibytes.nullable(),
});

export const fromWorker = z.discriminatedUnion('type', [
  helloMessage,
  loadingMessage,
  readyMessage,
  speechMessage,
  recognisedMessage,
  droppedMessage,
  punctuatedMessage,
  stockDoneMessage,
  failedMessage,
  beatMessage,
]);

export type PcmSource = z.infer<typeof pcmSource>;
export type PcmRange = z.infer<typeof pcmRange>;
export type WorkerRole = z.infer<typeof workerRole>;
export type EngineName = z.infer<typeof engineName>;
export type PrecisionAsked = z.infer<typeof precisionAsked>;
export type PrecisionUsed = z.infer<typeof precisionUsed>;
export type VadOptions = z.infer<typeof vadOptions>;
export type LoadMessage = z.infer<typeof loadMessage>;
export type ToWorker = z.infer<typeof toWorker>;
export type FromWorker = z.infer<typeof fromWorker>;
export type SpeechSpan = z.infer<typeof speechSpan>;
export type RecognisedSegment = z.infer<typeof recognisedSegment>;
export type FailedKind = z.infer<typeof failedKind>;
