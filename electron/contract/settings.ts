/** Settings of the host, kept as JSON in the data home; every field has a default. */
import { z } from 'zod';
import { transcriptFormat } from './job.ts';

export const language = z.enum(['zh-CN', 'en', 'system']);
export const theme = z.enum(['light', 'dark', 'system']);

const address = z.url({ protocol: /^(https?|file)$/, hostname: /^.*$/ }).max(1000);

/** A mirror of PyTorch's index (https://download.pytorch.org/whl), 'pypi' for pip's own; null: PyTorch's. */
export const torchIndex = z.union([z.literal('pypi'), address]).nullable();

/** Where something else comes from than from its usual place; null: from there. */
export const mirror = address.nullable();

/** What may stand in a name's braces. */
export const nameFields = ['name', 'date', 'time', 'instance', 'model', 'format'] as const;

/** A file's name without its extension; unknown braces are refused, since they would stand in every name. */
export const nameTemplate = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) =>
    [...text.matchAll(/\{([^{}]*)\}/g)].every(([, field]) => nameFields.some((one) => one === field)),
  );

export const settings = z.object({
  /** The panel's first steps: due in a data home just made, until somebody walked through or skipped them. */
  firstSteps: z.enum(['due', 'done']).default('done'),
  language: language.default('system'),
  theme: theme.default('system'),
  /** The desktop starts with the user's session, without a window. What the system's own list says wins. */
  startAtLogin: z.boolean().default(false),
  /** Closing the desktop's window ends nothing where there is a tray. */
  keepRunning: z.boolean().default(false),
  /** Where finished transcripts are saved besides the store; null: nowhere, 'source': beside the file. */
  saveTo: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('none') }),
      z.object({ kind: z.literal('source') }),
      z.object({ kind: z.literal('folder'), dir: z.string().min(1) }),
    ])
    .default({ kind: 'none' }),
  saveFormats: z.array(transcriptFormat).default(['txt']),
  /** What they are called there, and what is exported; the extension comes by itself. */
  saveName: nameTemplate.default('{name}'),
  exportName: nameTemplate.default('{name}'),
  /** A file whose content was transcribed before in the same way is not transcribed again. */
  skipDone: z.boolean().default(true),
  /** Days an ended job and its transcript are kept; null: for good. */
  keepDays: z.int().min(1).max(3650).nullable().default(null),
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
  /** Index of Python packages; null: as the user's own pip is set up. */
  pipIndex: mirror.default(null),
  /** Mirror of Hugging Face; null: the host's HF_ENDPOINT, else huggingface.co. */
  huggingFaceMirror: mirror.default(null),
  /** Address the panel is served on; any other than loopback needs a key. From the next start on. */
  panelHost: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
  /** Further names this machine answers under, where a platform or a proxy gives it one. From the next start on. */
  allowedHosts: z
    .array(
      z
        .string()
        .regex(/^[\w.-]+(:\d{1,5})?$/)
        .max(253),
    )
    .max(20)
    .default([]),
  /** Folders of the box that a browser may pick recordings from; whole paths. */
  mediaFolders: z.array(z.string().min(1).max(4096)).max(20).default([]),
  /** The fleet's address for programs. */
  publicDoor: z.boolean().default(true),
  /** Address it listens on; any other than loopback needs a key. */
  publicHost: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
  /** 0: any free one. */
  publicPort: z.int().min(0).max(65535).default(8000),
  /** An address for each instance, on the port of its spec and this machine alone. */
  instanceDoors: z.boolean().default(true),
});

type WithoutDefaults<S> = { [K in keyof S]: S[K] extends z.ZodDefault<infer T> ? z.ZodOptional<T> : never };

/** zod fills defaults in even where a field is optional: a patch of one field would set all others back. */
function dropDefaults<S extends Record<string, z.ZodDefault>>(shape: S): WithoutDefaults<S> {
  const fields = Object.entries(shape).map(([name, field]) => [name, z.optional(field.unwrap())]);
  return Object.fromEntries(fields) as WithoutDefaults<S>;
}

/** Only what it names is changed. */
export const settingsPatch = z.object(dropDefaults(settings.shape));

export type Settings = z.infer<typeof settings>;
export type SettingsPatch = z.infer<typeof settingsPatch>;
