import { sayDone, useTellFailure } from '../parts/useAct.tsx';
import { useTexts } from '../texts/useTexts.ts';
import type { Desk, Outcome } from './desk.ts';
import { replaceLetters } from './hits.ts';
import { findPassage, planRestoring, writtenOf, type Change, type Passage } from './passages.ts';
import type { Find } from './useFind.ts';

export interface Correcting {
  undo(): void;
  redo(): void;
  /** Of a find: the hit one is at, or all, as one edit. */
  replace(which: 'one' | 'all'): void;
  /** A sentence back to what was recognised, with those it was split from or merged with. */
  restore(place: number): void;
}

/** Edits that are no typing; a conflict is said, since there is no field to show it in. */
export function useCorrecting(desk: Desk, find: Find): Correcting {
  const t = useTexts();
  const tell = useTellFailure();
  const act = (edit: () => Promise<Outcome>) => {
    edit().then((outcome) => {
      if (outcome === 'conflict') sayDone(t.editing.conflict);
    }, tell);
  };
  return {
    undo: () => act(() => desk.undo()),
    redo: () => act(() => desk.redo()),
    replace: (which) => act(() => desk.edit(planReplacing(desk, find, which))),
    restore: (place) =>
      act(() => {
        const passage = findPassage(desk.laid(), place);
        return desk.edit(passage ? planRestoring(desk.laid(), passage) : []);
      }),
  };
}

function planReplacing(desk: Desk, { letters, by, hits, current }: Find, which: 'one' | 'all'): Change[] {
  if (letters === null || current === null) return [];
  const { sentences } = hits;
  const at = sentences[current];
  const chosen = new Set(which === 'all' ? sentences : at === undefined ? [] : [at]);
  const laid = desk.laid();
  const passages = new Set([...chosen].map((place) => findPassage(laid, place)));
  const replaceIn = (text: string, place: number): string => {
    if (!chosen.has(place)) return text;
    const nth = current - sentences.indexOf(place);
    return replaceLetters(text, letters, which === 'all' ? { text: by } : { text: by, nth });
  };
  return [...passages].flatMap((passage: Passage | undefined): Change[] => {
    if (!passage) return [];
    const before = writtenOf(laid, passage);
    const texts = before.texts.map((text, nth) => replaceIn(text, passage.from + nth));
    return [{ before: [before], after: [{ ...before, texts }] }];
  });
}
