import { sayDone, useTellFailure } from '../parts/useAct.tsx';
import { useTexts } from '../texts/useTexts.ts';
import type { Change, Desk, Outcome } from './desk.ts';
import { replaceLetters } from './hits.ts';
import type { Find } from './useFind.ts';

export interface Correcting {
  undo(): void;
  redo(): void;
  /** Of a find: the hit one is at, or all, as one edit. */
  replace(which: 'one' | 'all'): void;
  /** A sentence back to what was recognised. */
  restore(index: number): void;
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
    restore: (index) =>
      act(() => {
        const before = desk.textOf(index);
        return desk.edit([{ index, before, after: desk.store.getState().recognised.get(index) ?? before }]);
      }),
  };
}

function planReplacing(desk: Desk, { letters, by, hits, current }: Find, which: 'one' | 'all'): Change[] {
  if (letters === null || current === null) return [];
  const { sentences } = hits;
  const at = sentences[current];
  const chosen = which === 'all' ? [...new Set(sentences)] : at === undefined ? [] : [at];
  return chosen.map((index) => {
    const before = desk.textOf(index);
    const nth = current - sentences.indexOf(index);
    const how = which === 'all' ? { text: by } : { text: by, nth };
    return { index, before, after: replaceLetters(before, letters, how).trim() };
  });
}
