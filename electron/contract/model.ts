/** Model directories the app knows, and the verdict of their check. */
import { z } from 'zod';

export const modelRole = z.enum(['asr', 'vad', 'punc']);

/** One line of a check: what was looked at and how it went. */
export const modelCheckLine = z.object({
  item: z.string(),
  isGood: z.boolean(),
  message: z.string(),
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

export type ModelRole = z.infer<typeof modelRole>;
export type ModelCheckLine = z.infer<typeof modelCheckLine>;
export type ModelView = z.infer<typeof modelView>;
