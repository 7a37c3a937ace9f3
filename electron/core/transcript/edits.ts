/** What persons wrote in place of what was recognised: kept apart from it, and laid over it whenever it is read. */
import type { SentenceChange } from '../../contract/editing.ts';
import type { Sentence, Transcript } from '../../contract/job.ts';
import { Failed } from '../failed.ts';
import { alignText } from './alignText.ts';

/** A transcript as it is kept: the recognised one is never changed. */
export interface EditedTranscript {
  readonly recognised: Transcript;
  /** Sentences whose text is another, by index. */
  readonly edits: readonly SentenceChange[];
  readonly revision: number;
  /** ms since the epoch; null: never. */
  readonly editedAt: number | null;
}

/** Every sentence in its place, those without text, too. */
export function layEdits({ recognised, edits, editedAt }: EditedTranscript): Transcript {
  if (edits.length === 0) return { ...recognised, editedAt: null };
  const sentences = [...recognised.sentences];
  for (const { index, text } of edits) {
    const sentence = recognised.sentences[index];
    if (sentence) sentences[index] = alignText(sentence, text);
  }
  return { ...recognised, text: sentences.map(({ text }) => text).join(''), sentences, editedAt };
}

/** As everybody but an editor sees it: what holds no text is gone. */
export function readEdited(edited: EditedTranscript): Transcript {
  const transcript = layEdits(edited);
  return { ...transcript, sentences: transcript.sentences.filter(({ text }) => text !== '') };
}

/** The edits there are then. Text of the recognised one is no edit. Throws bad-request for a sentence that is not there. */
export function joinEdits(
  { recognised, edits }: Pick<EditedTranscript, 'recognised' | 'edits'>,
  changes: readonly SentenceChange[],
): SentenceChange[] {
  const joined = new Map(edits.map((edit) => [edit.index, edit.text]));
  for (const { index, text } of changes) {
    const sentence = recognised.sentences[index];
    if (!sentence) throw new Failed('bad-request', `there is no sentence ${index}`, { field: 'index' });
    const written = tidy(text, sentence);
    if (written === sentence.text) joined.delete(index);
    else joined.set(index, written);
  }
  return [...joined].map(([index, text]) => ({ index, text })).sort((a, b) => a.index - b.index);
}

/** One line; the space that parts a sentence from the one before it stays. */
function tidy(text: string, { text: recognised }: Sentence): string {
  const line = text.replace(/\s*[\p{Cc}\p{Zl}\p{Zp}]+\s*/gu, ' ').trim();
  const lead = recognised.slice(0, recognised.length - recognised.trimStart().length);
  if (line === recognised.trim()) return recognised;
  return line === '' ? '' : lead + line;
}

/** A job done again finds some sentences as they were: these keep their edits, wherever they stand now. */
export function carryEdits(
  { recognised, edits }: Pick<EditedTranscript, 'recognised' | 'edits'>,
  { sentences }: Pick<Transcript, 'sentences'>,
): SentenceChange[] {
  const keyOf = ({ fromMs, text }: Sentence): string => `${fromMs} ${text}`;
  const places = new Map(sentences.map((sentence, index) => [keyOf(sentence), index]));
  return edits.flatMap(({ index, text }) => {
    const before = recognised.sentences[index];
    const place = before && places.get(keyOf(before));
    return place === undefined ? [] : [{ index: place, text }];
  });
}
