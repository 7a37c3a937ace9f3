/** Settings of the host, kept as JSON in the data home; every field has a default. */
import { z } from 'zod';

export const language = z.enum(['zh-CN', 'en', 'system']);
export const theme = z.enum(['light', 'dark', 'system']);

/** A mirror of PyTorch's index (https://download.pytorch.org/whl), 'pypi' for pip's own; null: PyTorch's. */
export const torchIndex = z
  .union([z.literal('pypi'), z.url({ protocol: /^(https?|file)$/, hostname: /^.*$/ }).max(1000)])
  .nullable();

export const settings = z.object({
  language: language.default('system'),
  theme: theme.default('system'),
  /** Where finished transcripts are saved besides the store; null: nowhere, 'source': beside the file. */
  saveTo: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('none') }),
      z.object({ kind: z.literal('source') }),
      z.object({ kind: z.literal('folder'), dir: z.string().min(1) }),
    ])
    .default({ kind: 'none' }),
  saveFormats: z.array(z.enum(['txt', 'srt', 'vtt', 'json'])).default(['txt']),
  /** Speech detector and punctuation models of the fronts; null: the demo model's. */
  vadModelId: z.string().nullable().default(null),
  puncModelId: z.string().nullable().default(null),
  /** Given to every job that brings none of its own. */
  hotwords: z.array(z.string()).default([]),
  /** Spool of decoded audio, GiB. */
  spoolGiB: z.number().min(1).max(1000).default(20),
  /** Longest audio accepted, hours. */
  longestAudioH: z.number().min(0.1).max(48).default(12),
  /** Path of ffmpeg; null: the system's, else the one in the Python environment. */
  ffmpegPath: z.string().nullable().default(null),
  /** Program that is asked about the cards; null: nvidia-smi of the system. */
  nvidiaSmiPath: z.string().nullable().default(null),
  torchIndex: torchIndex.default(null),
});

export const settingsPatch = settings.partial();

export type Settings = z.infer<typeof settings>;
export type SettingsPatch = z.infer<typeof settingsPatch>;
