/** Model directories the app knows, and the verdict of their check. */
import { z } from 'zod';
import { failure } from './failure.ts';

export const modelRole = z.enum(['asr', 'vad', 'punc']);

/** What a check of a model's folder can come to; `modelCheckTexts…` say each in both languages. */
export const modelCheckCode = z.enum([
  'folder-missing',
  'folder-no-folder',
  'folder-denied',
  'folder-unreadable',
  'folder-empty',
  'file-missing',
  'file-pointer',
  'file-empty',
  'class-good',
  'class-unknown',
  'class-unnamed',
  'config-unreadable',
  'weights-missing',
  'weights-onnx',
  'weights-funasr',
  'weights-funasr-only',
  'words-needed',
  'mvn-good',
  'mvn-unreadable',
  'mvn-size',
  'tokens-good',
  'tokens-no-list',
  'tokens-twice',
  'tokens-no-unk',
  'tokens-order',
  'vocabulary-good',
  'vocabulary-size',
]);

/** One line of a check: what was looked at and how it went. `code` is a ModelCheckCode, filled in from detail. */
export const modelCheckLine = z.object({
  item: z.string(),
  isGood: z.boolean(),
  /** In English. */
  message: z.string(),
  code: z.string().optional(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** modelKey = sha-256 over ASR weights, tokens and cmvn; precision joins it at use. */
export const modelView = z.object({
  id: z.string(),
  name: z.string(),
  role: modelRole,
  dir: z.string(),
  isDemo: z.boolean(),
  notice: z.object({ 'zh-CN': z.string(), en: z.string() }).nullable(),
  isUsable: z.boolean(),
  checks: z.array(modelCheckLine),
  precisions: z.array(z.enum(['fp32', 'int8'])),
  bytes: z.number().nonnegative(),
  modelKey: z.string().nullable(),
});

export const modelHub = z.enum(['modelscope', 'huggingface']);

/** Full id on a hub: owner/name; each becomes a folder's name, so neither begins with a dot. */
export const modelFullId = z.string().regex(/^\w[\w.-]{0,95}\/\w[\w.-]{0,95}$/);

/** A model on its way from a hub into the data home. Bytes; totals null while the hub has not said. */
export const modelFetch = z.object({
  id: z.string(),
  fullId: z.string(),
  hub: modelHub,
  state: z.enum(['preparing', 'downloading', 'checking', 'done', 'failed', 'cancelled']),
  /** What preparing is about: a line of the hub client's installation; null otherwise. */
  note: z.string().nullable(),
  doneBytes: z.number().nonnegative(),
  totalBytes: z.number().nonnegative().nullable(),
  /** Bytes a second over the last seconds; null before the first. */
  speedBytesS: z.number().nonnegative().nullable(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  failure: failure.nullable(),
  /** The model's id once it is added. */
  modelId: z.string().nullable(),
});

export type ModelHub = z.infer<typeof modelHub>;
export type ModelFetch = z.infer<typeof modelFetch>;
export type ModelRole = z.infer<typeof modelRole>;
export type ModelCheckCode = z.infer<typeof modelCheckCode>;
export type ModelCheckLine = z.infer<typeof modelCheckLine>;
export type ModelView = z.infer<typeof modelView>;
