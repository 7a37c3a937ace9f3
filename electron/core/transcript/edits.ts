/** What persons wrote in place of what was recognised: kept apart from it, and laid over it whenever it is read. */
import type { SentenceChange } from '../../contract/editing.ts';
import { longestPassage } from '../../contract/longestPassage.ts';
import type { Sentence, Transcript } from '../../contract/job.ts';
import { Failed } from '../failed.ts';
import { alignText } from './alignText.ts';
import { cutSentence, mergeSentences } from './cutSentence.ts';
import { parsePassages } from './passages.ts';

/** A transcript as it is kept: the recognised one is never changed. */
export interface EditedTranscript {
  readonly recognised: Transcript;
  /** Passages that read otherwise, in order; none overlaps another. */
  readonly edits: readonly SentenceChange[];
  readonly revision: number;
  /** ms since the epoch; null: never. */
  readonly editedAt: number | null;
}

/** Every sentence in its place, those without text, too. */
export function layEdits({ recognised, edits, editedAt }: EditedTranscript): Transcript {
  if (edits.length === 0) return { ...recognised, editedAt: null };
  const sentences: Sentence[] = [];
  let next = 0;
  for (const edit of edits) {
    sentences.push(
      ...recognised.sentences.slice(next, edit.index),
      ...layPassage(recognised.sentences, edit),
    );
    next = edit.index + edit.count;
  }
  sentences.push(...recognised.sentences.slice(next));
  return { ...recognised, text: sentences.map(({ text }) => text).join(''), sentences, editedAt };
}

/** What a passage reads as; its words' times are those of the recognised words that still stand in it. */
export function layPassage(
  recognised: readonly Sentence[],
  { index, count, texts }: SentenceChange,
): readonly Sentence[] {
  const covered = recognised.slice(index, index + count);
  if (covered.length === 0) return [];
  return cutSentence(alignText(mergeSentences(covered), texts.join('')), texts);
}

/** As everybody but an editor sees it: what holds no text is gone. */
export function readEdited(edited: EditedTranscript): Transcript {
  const transcript = layEdits(edited);
  return { ...transcript, sentences: transcript.sentences.filter(({ text }) => text !== '') };
}

/**
 * The edits there are then. Text of the recognised one is no edit. Throws bad-request for a sentence that is not there, for
 * passages too long, overlapping, or ending amid one that was edited before.
 */
export function joinEdits(
  { recognised, edits }: Pick<EditedTranscript, 'recognised' | 'edits'>,
  changes: readonly SentenceChange[],
): SentenceChange[] {
  const ordered = [...changes].sort(byPlace);
  refuseOverlap(ordered);
  const kept = edits.filter((edit) => !isCovered(edit, ordered));
  for (const change of ordered) {
    refuseMisfit(change, recognised.sentences);
    const cut = kept.find((edit) => overlaps(edit, change));
    if (cut) throw refuse(`sentence ${change.index} is part of the passage at ${cut.index}`);
  }
  const written = ordered.flatMap((change) => parsePassages(recognised.sentences, change));
  return [...kept, ...written].sort(byPlace);
}

const byPlace = (a: SentenceChange, b: SentenceChange): number => a.index - b.index;
const endOf = ({ index, count }: Pick<SentenceChange, 'index' | 'count'>): number => index + count;
const refuse = (cause: string): Failed => new Failed('bad-request', cause, { field: 'index' });

export function overlaps(one: SentenceChange, other: SentenceChange): boolean {
  return one.index < endOf(other) && other.index < endOf(one);
}

/** By the changes together, which lie in order. */
function isCovered(edit: SentenceChange, ordered: readonly SentenceChange[]): boolean {
  let next = edit.index;
  for (const change of ordered) if (change.index <= next && endOf(change) > next) next = endOf(change);
  return next >= endOf(edit);
}

function refuseOverlap(ordered: readonly SentenceChange[]): void {
  ordered.forEach((change, at) => {
    const before = ordered[at - 1];
    if (before && overlaps(before, change)) throw refuse(`sentence ${change.index} is changed twice`);
  });
}

function refuseMisfit(change: SentenceChange, recognised: readonly Sentence[]): void {
  if (endOf(change) > recognised.length) throw refuse(`there is no sentence ${endOf(change) - 1}`);
  const covered = recognised.slice(change.index, endOf(change));
  const characters = covered.reduce((sum, { text }) => sum + text.length, 0);
  if (change.count > 1 && characters > longestPassage)
    throw refuse(`a passage of ${characters} characters is too long`);
}

/** A job done again finds some sentences as they were: a passage of these keeps its edit, wherever it stands now. */
export function carryEdits(
  { recognised, edits }: Pick<EditedTranscript, 'recognised' | 'edits'>,
  { sentences }: Pick<Transcript, 'sentences'>,
): SentenceChange[] {
  const keyOf = ({ fromMs, text }: Sentence): string => `${fromMs} ${text}`;
  const places = new Map(sentences.map((sentence, index) => [keyOf(sentence), index]));
  const carried = edits.flatMap((edit) => {
    const before = recognised.sentences.slice(edit.index, endOf(edit)).map((one) => places.get(keyOf(one)));
    const [index] = before;
    const isThere = index !== undefined && before.every((place, nth) => place === index + nth);
    return isThere ? [{ ...edit, index }] : [];
  });
  return carried.sort(byPlace);
}
