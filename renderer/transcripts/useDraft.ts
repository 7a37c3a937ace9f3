import { useEffect, useRef, useState } from 'react';
import { useTellFailure } from '../parts/useAct.tsx';
import type { Desk } from './desk.ts';

/** A sentence being written; it stays when its row is scrolled out of sight. */
export interface Draft {
  readonly index: number;
  /** What stood there when it was begun, or was last looked at. */
  readonly base: string;
  readonly text: string;
}

export interface Drafting {
  readonly draft: Draft | null;
  open(index: number): void;
  write(text: string): void;
  /** Saves it; `next` goes on with the next sentence. */
  save(next?: boolean): void;
  close(): void;
  /** It was begun on a text that is another now: that one is looked at. */
  rebase(): void;
}

/** Id of the button a sentence is corrected by: focus comes back to it. */
export const editButtonId = (index: number): string => `edit-sentence-${index}`;

/** `count`: sentences there are. */
export function useDraft(desk: Desk, count: number): Drafting {
  const tell = useTellFailure();
  const [draft, setDraft] = useState<Draft | null>(null);
  const leftRef = useRef<number | null>(null);
  const open = (index: number) => {
    const base = desk.textOf(index);
    setDraft({ index, base, text: base });
  };
  const close = () => {
    leftRef.current = draft?.index ?? null;
    setDraft(null);
  };
  useEffect(() => {
    if (draft !== null || leftRef.current === null) return;
    document.getElementById(editButtonId(leftRef.current))?.focus();
    leftRef.current = null;
  }, [draft]);
  const save = (next = false) => {
    if (!draft) return;
    const { index, base, text } = draft;
    desk.edit([{ index, before: base, after: text.trim() }]).then((outcome) => {
      if (outcome === 'conflict') return;
      if (next && index + 1 < count) open(index + 1);
      else close();
    }, tell);
  };
  return {
    ...{ draft, open, save, close },
    write: (text) => setDraft((known) => known && { ...known, text }),
    rebase: () => setDraft((known) => known && { ...known, base: desk.textOf(known.index) }),
  };
}
