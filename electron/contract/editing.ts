/** Correcting a transcript: a person's text stands beside what was recognised, sentence by sentence. */
import { z } from 'zod';
import { sentence, transcript } from './job.ts';

/** Longest text of one sentence, characters. */
export const longestSentence = 5000;

/** A sentence by its place among the recognised ones; its recognised text takes the edit back, '' leaves it out. */
export const sentenceChange = z.strictObject({
  index: z.int().nonnegative(),
  text: z.string().max(longestSentence),
});

/** A transcript to read and correct: unlike elsewhere, sentences without text keep their place. */
export const openedTranscript = z.object({
  transcript,
  /** Rises with each edit, and when the job is redone; an edit names the one it was made on. */
  revision: z.int().nonnegative(),
  /** What was recognised where the text is another now. */
  recognised: z.array(z.object({ index: z.int().nonnegative(), text: z.string() })),
});

export const editAnswer = z.object({
  revision: z.int().nonnegative(),
  editedAt: z.number().nullable(),
  /** The sentences as they are now, and what was recognised there. */
  changed: z.array(z.object({ index: z.int().nonnegative(), sentence, recognised: z.string() })),
});

export type SentenceChange = z.infer<typeof sentenceChange>;
export type OpenedTranscript = z.infer<typeof openedTranscript>;
export type EditAnswer = z.infer<typeof editAnswer>;
