/** The rows of `calls` about transcripts: reading, correcting, searching, listening and exporting. */
import { z } from 'zod';
import { editAnswer, openedTranscript, sentenceChange } from './editing.ts';
import { jobId, searchHit, transcript, transcriptFormat } from './job.ts';
import { listening } from './listen.ts';
import { nameTemplate } from './settings.ts';

const byJob = z.strictObject({ id: jobId });

const byExport = z.strictObject({ id: z.string() });

/** Of a search: all it finds, not the first page alone. */
const exportedWhich = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ids'), ids: z.array(jobId).min(1).max(20_000) }),
  z.strictObject({ kind: z.literal('search'), query: z.string().max(200) }),
]);

export const transcriptCalls = {
  /** As it is now: with what persons corrected. */
  'transcripts.get': { scope: 'read', input: byJob, output: transcript },
  /** The same to correct it: with its revision, and what was recognised where the text is another. */
  'transcripts.open': { scope: 'read', input: byJob, output: openedTranscript },
  /** Corrects sentences, all or none; transcript-edited where `revision` is no longer the newest. */
  'transcripts.edit': {
    scope: 'operate',
    input: byJob.extend({ revision: z.int().nonnegative(), changes: z.array(sentenceChange).min(1) }),
    output: editAnswer,
  },
  /** Makes a copy to listen to where there is none; ask again until it is ready. */
  'transcripts.listen': { scope: 'read', input: byJob, output: listening },
  'transcripts.export': {
    scope: 'read',
    input: z.strictObject({ id: jobId, format: transcriptFormat }),
    /** `content` is in base64: a Word document is no text. */
    output: z.object({ fileName: z.string(), mime: z.string(), content: z.base64() }),
  },
  /** Many as one zip: begun here, read piece by piece, ended by its last piece or by exports.end. */
  'exports.begin': {
    scope: 'read',
    input: z.strictObject({ which: exportedWhich, formats: z.array(transcriptFormat).min(1) }),
    output: z.object({ id: z.string(), count: z.int().nonnegative() }),
  },
  /** The next piece of the zip, in base64; `missing`: removed since it was begun. */
  'exports.read': {
    scope: 'read',
    input: byExport,
    output: z.object({
      ...{ piece: z.base64(), isLast: z.boolean() },
      ...{ done: z.int().nonnegative(), count: z.int().nonnegative(), missing: z.int().nonnegative() },
    }),
  },
  'exports.end': { scope: 'read', input: byExport, output: z.strictObject({}) },
  /** What a template would call the newest transcript. */
  'transcripts.nameExample': {
    scope: 'read',
    input: z.strictObject({ template: nameTemplate, format: transcriptFormat.default('txt') }),
    output: z.object({ fileName: z.string() }),
  },
  'transcripts.search': {
    scope: 'read',
    input: z.strictObject({ query: z.string().max(200), limit: z.int().min(1).max(200).default(50) }),
    output: z.object({ hits: z.array(searchHit) }),
  },
} as const;
