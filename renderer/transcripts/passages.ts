/** Sentences as they stand in a reader, and what was recognised there: how one is written, split, merged or taken back. */
import type { EditAnswer, OpenedTranscript, SentenceChange } from '../../electron/contract/editing.ts';
import type { Sentence } from '../../electron/contract/job.ts';
import { longestPassage } from '../../electron/contract/longestPassage.ts';

/** Recognised sentences one after another, and the sentences of the reader that stand in their place. */
export interface Passage {
  /** Of the first among the recognised ones. */
  readonly index: number;
  readonly recognised: readonly string[];
  /** Place of the first in the reader. */
  readonly from: number;
  readonly written: number;
}

export interface Laid {
  readonly sentences: readonly Sentence[];
  /** All of them in order, edited or not. */
  readonly passages: readonly Passage[];
}

/** One edit: passages as they were and as they are to be, over the same recognised sentences. */
export interface Change {
  readonly before: readonly SentenceChange[];
  readonly after: readonly SentenceChange[];
}

/** A sentence by its passage, whatever is split or merged before it; `nth` of the passage. */
export interface Address {
  readonly index: number;
  readonly nth: number;
}

export function layOpened({ transcript, edited }: Pick<OpenedTranscript, 'transcript' | 'edited'>): Laid {
  const { sentences } = transcript;
  const passages: Passage[] = [];
  let [next, from] = [0, 0];
  const add = (recognised: readonly string[], written: number): void => {
    passages.push({ index: next, recognised, from, written });
    next += recognised.length;
    from += written;
  };
  const addPlain = (): void => add([sentences[from]?.text ?? ''], 1);
  for (const { index, recognised, written } of edited) {
    while (next < index) addPlain();
    add(recognised, written);
  }
  while (from < sentences.length) addPlain();
  return { sentences, passages };
}

/** With the passages that an edit changed. */
export function layChanged(laid: Laid, changed: EditAnswer['changed']): Laid {
  const covered = new Set(
    changed.flatMap(({ index, recognised }) => recognised.map((_, nth) => index + nth)),
  );
  const kept = laid.passages
    .filter(({ index }) => !covered.has(index))
    .map((passage) => ({ ...passage, sentences: sentencesOf(laid, passage) }));
  const all = [...kept, ...changed].sort((a, b) => a.index - b.index);
  let from = 0;
  const passages = all.map(({ index, recognised, sentences }): Passage => {
    const passage = { index, recognised, from, written: sentences.length };
    from += sentences.length;
    return passage;
  });
  return { sentences: all.flatMap(({ sentences }) => sentences), passages };
}

function sentencesOf({ sentences }: Laid, { from, written }: Passage): readonly Sentence[] {
  return sentences.slice(from, from + written);
}

export function findPassage({ passages }: Laid, place: number): Passage | undefined {
  return passages.findLast(({ from }) => from <= place);
}

export function addressOf(laid: Laid, place: number): Address {
  const { index = 0, from = 0 } = findPassage(laid, place) ?? {};
  return { index, nth: place - from };
}

/** Where it stands now; the nearest where its passage was merged or split otherwise. */
export function placeOf({ passages }: Laid, { index, nth }: Address): number {
  const passage = passages.findLast((one) => one.index <= index);
  return passage ? passage.from + Math.min(nth, passage.written - 1) : 0;
}

/** Without the space around it; '' where there is no such sentence. */
export function textAt({ sentences }: Laid, place: number): string {
  return sentences[place]?.text.trim() ?? '';
}

/** As an edit that leaves it as it is. */
export function writtenOf(laid: Laid, passage: Passage): SentenceChange {
  const texts = sentencesOf(laid, passage).map(({ text }) => text);
  return { index: passage.index, count: passage.recognised.length, texts };
}

/** It reads otherwise than recognised, by its text or by where its sentences end. */
export function isEdited(laid: Laid, passage: Passage): boolean {
  const { texts } = writtenOf(laid, passage);
  return JSON.stringify(texts) !== JSON.stringify(passage.recognised);
}

/** What a reader is told of a sentence's place. */
export interface Standing {
  /** Of its whole passage, with the passage's first sentence; null: as it stands, or said there. */
  readonly recognised: string | null;
  /** Its passage says something else, wherever its sentences end. */
  readonly isCorrected: boolean;
  /** The only sentence of its passage. */
  readonly isAlone: boolean;
}

export function standingOf(laid: Laid, place: number): Standing {
  const passage = findPassage(laid, place);
  if (!passage) return { recognised: null, isCorrected: false, isAlone: true };
  const recognised = passage.recognised.join('');
  const isSaid = place === passage.from && isEdited(laid, passage);
  return {
    recognised: isSaid ? recognised.trim() : null,
    isCorrected: writtenOf(laid, passage).texts.join('') !== recognised,
    isAlone: passage.written === 1,
  };
}

/** One sentence written as these, which begin with the space that parts them; the first keeps the one it has. */
export function planWriting(laid: Laid, place: number, [first = '', ...others]: readonly string[]): Change[] {
  const passage = findPassage(laid, place);
  if (!passage) return [];
  const before = writtenOf(laid, passage);
  const nth = place - passage.from;
  const lead = leadOf(before.texts[nth] || (nth === 0 ? (passage.recognised[0] ?? '') : ''));
  const written = first === '' && others.length === 0 ? '' : lead + first.trim();
  return [
    { before: [before], after: [{ ...before, texts: before.texts.toSpliced(nth, 1, written, ...others) }] },
  ];
}

/** A written text in two; null: one of them would hold nothing. */
export function cutText(text: string, at: number): [string, string] | null {
  const [head, tail] = [text.slice(0, at), text.slice(at)];
  if (head.trim() === '' || tail.trim() === '') return null;
  const isApart = head !== head.trimEnd() || tail !== tail.trimStart();
  return [head.trim(), (isApart ? ' ' : '') + tail.trim()];
}

/** A sentence and the next as one; `text`: what the first says, where it is being written. Null: none follows, or too long. */
export function planMerging(laid: Laid, place: number, text?: string): Change[] | null {
  const [one, other] = [findPassage(laid, place), findPassage(laid, place + 1)];
  if (!one || !other || place + 1 >= laid.sentences.length) return null;
  const passages = one === other ? [one] : [one, other];
  const recognised = passages.flatMap((passage) => passage.recognised);
  if (recognised.length > 1 && recognised.join('').length > longestPassage) return null;
  const before = passages.map((passage) => writtenOf(laid, passage));
  const texts = before.flatMap((written) => written.texts);
  const nth = place - one.from;
  const [first = '', second = ''] = texts.slice(nth);
  const head = text === undefined ? first : leadOf(first) + text.trim();
  const merged = texts.toSpliced(nth, 2, head + second);
  return [{ before, after: [{ index: one.index, count: recognised.length, texts: merged }] }];
}

/** The whole passage as it was recognised. */
export function planRestoring(laid: Laid, passage: Passage): Change[] {
  const after = passage.recognised.map((text, nth) => ({
    index: passage.index + nth,
    count: 1,
    texts: [text],
  }));
  return [{ before: [writtenOf(laid, passage)], after }];
}

function leadOf(text: string): string {
  return text.slice(0, text.length - text.trimStart().length);
}
