/** Keys: who may come in from other machines, to what, and how much at once. */
import { z } from 'zod';

/**
 * transcribe: files and jobs at the fleet's address · metrics: its figures · panel-read: the panel, where everything is
 * shown and nothing changed · panel: the panel with all it does.
 */
export const keyScope = z.enum(['transcribe', 'metrics', 'panel-read', 'panel']);

/** Of one key; null: as the door itself has it. */
export const keyLimits = z.strictObject({
  /** Files under way at once: on their way here, or waited for. */
  uploads: z.int().min(1).max(1000).nullable().default(null),
  filesPerMin: z.int().min(1).max(10_000).nullable().default(null),
  fileMiB: z.int().min(1).max(2048).nullable().default(null),
  /** Sound in one file, seconds. */
  audioS: z.int().min(1).max(172_800).nullable().default(null),
});

const noLimits = { uploads: null, filesPerMin: null, fileMiB: null, audioS: null } as const;

/** Its secret is told once and kept nowhere. */
export const keyView = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.number(),
  scopes: z.array(keyScope).default(['transcribe', 'metrics']),
  limits: keyLimits.default(noLimits),
  /** To the minute; null: never. */
  lastUsedAt: z.number().nullable().default(null),
});

export const keyDraft = z.strictObject({
  name: z.string().trim().min(1).max(64),
  scopes: z.array(keyScope).min(1).max(keyScope.options.length).default(['transcribe']),
  limits: keyLimits.default(noLimits),
});

export type KeyScope = z.infer<typeof keyScope>;
export type KeyLimits = z.infer<typeof keyLimits>;
export type KeyView = z.infer<typeof keyView>;
export type KeyDraft = z.infer<typeof keyDraft>;
