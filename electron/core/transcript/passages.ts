/** A change as the passages it is kept as: no larger than what was written anew makes them. */
import type { SentenceChange } from '../../contract/editing.ts';
import type { Sentence } from '../../contract/job.ts';

/**
 * None where all reads as recognised. Cut wherever written and recognised text are the same up to the end of a sentence of
 * both, so that what is merged and split again, or only stands beside, is no part of an edit.
 */
export function parsePassages(
  recognised: readonly Pick<Sentence, 'text'>[],
  change: SentenceChange,
): SentenceChange[] {
  const covered = recognised.slice(change.index, change.index + change.count).map(({ text }) => text);
  const texts = tidyTexts(change.texts);
  const passages: SentenceChange[] = [];
  let from: CommonEnd = { recognised: 0, written: 0 };
  const close = (until: CommonEnd): void => {
    const [before, after] = [
      covered.slice(from.recognised, until.recognised),
      texts.slice(from.written, until.written),
    ];
    if (!isSame(before, after))
      passages.push({ index: change.index + from.recognised, count: before.length, texts: after });
    from = until;
  };
  for (const end of findCommonEnds(covered, texts)) close(end);
  const tail = countSameAtEnd(covered.slice(from.recognised), texts.slice(from.written));
  const last = { recognised: covered.length - tail, written: texts.length - tail };
  if (from.recognised < covered.length) close(last);
  return passages;
}

interface CommonEnd {
  readonly recognised: number;
  readonly written: number;
}

/** Ends of sentences of both up to which all text is the same, as long as something follows in both, or in neither. */
function findCommonEnds(covered: readonly string[], texts: readonly string[]): CommonEnd[] {
  const [before, after] = [covered.join(''), texts.join('')];
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  const writtenEnds = new Map(listEnds(texts));
  return listEnds(covered).flatMap(([offset, recognised]): CommonEnd[] => {
    const written = offset <= same ? writtenEnds.get(offset) : undefined;
    if (written === undefined) return [];
    const isLast = recognised === covered.length;
    return isLast === (written === texts.length) ? [{ recognised, written }] : [];
  });
}

/** Where each sentence ends, in characters, and how many there are up to it. */
function listEnds(texts: readonly string[]): [number, number][] {
  let offset = 0;
  return texts.map((text, index) => {
    offset += text.length;
    return [offset, index + 1];
  });
}

/** Sentences that are the same from the end on; one at least is left on either side. */
function countSameAtEnd(covered: readonly string[], texts: readonly string[]): number {
  const most = Math.min(covered.length, texts.length) - 1;
  let count = 0;
  while (count < most && covered.at(-1 - count) === texts.at(-1 - count)) count += 1;
  return Math.max(0, count);
}

function isSame(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((text, index) => text === after[index]);
}

/** Each on one line, with the space it begins with; one without text stays only where nothing else is written. */
function tidyTexts(texts: readonly string[]): string[] {
  const lines = texts.map((text) =>
    text
      .replace(/\s*[\p{Cc}\p{Zl}\p{Zp}]+\s*/gu, ' ')
      .replace(/^\s+/u, ' ')
      .trimEnd(),
  );
  const spoken = lines.filter((line) => line !== '');
  return spoken.length === 0 ? [''] : spoken;
}
