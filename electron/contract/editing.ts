/** Correcting a transcript: what a person wrote stands beside what was recognised, passage by passage. */
import { z } from 'zod';
import { sentence, transcript } from './job.ts';

/** Longest text of one change, characters. */
export const longestSentence = 5000;

/**
 * A passage: recognised sentences one after another, by the place of the first and how many, and the sentences they read as
 * now. Usually one as one; a split one reads as several, merged ones as one. The recognised texts take the edit back, '' leaves
 * a sentence out. Texts concatenate, so one that follows another after a space begins with it.
 */
export const sentenceChange = z
  .strictObject({
    index: z.int().nonnegative(),
    count: z.int().positive(),
    texts: z.array(z.string()).min(1).max(longestSentence),
  })
  .refine(({ texts }) => texts.join('').length <= longestSentence, 'the texts are too long');

const editedPassage = z.object({ index: z.int().nonnegative(), recognised: z.array(z.string()).min(1) });

/** A transcript to read and correct: unlike elsewhere, sentences without text keep their place. */
export const openedTranscript = z.object({
  transcript,
  /** Rises with each edit, and when the job is redone; an edit names the one it was made on. */
  revision: z.int().nonnegative(),
  /** Passages that were edited, in order, by what was recognised there and how many sentences they read as. */
  edited: z.array(editedPassage.extend({ written: z.int().positive() })),
});

export const editAnswer = z.object({
  revision: z.int().nonnegative(),
  editedAt: z.number().nullable(),
  /** The passages as they are now, and what was recognised there. */
  changed: z.array(editedPassage.extend({ sentences: z.array(sentence).min(1) })),
});

export type SentenceChange = z.infer<typeof sentenceChange>;
export type OpenedTranscript = z.infer<typeof openedTranscript>;
export type EditAnswer = z.infer<typeof editAnswer>;
