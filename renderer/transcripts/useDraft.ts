import { useEffect, useRef, type RefObject } from 'react';
import { useStore } from 'zustand';
import { sayDone, useTellFailure } from '../parts/useAct.tsx';
import { useIsReadOnly } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import type { Desk, Draft } from './desk.ts';

/** It stays when its row is scrolled out of sight, and when another transcript is opened. */
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
  const t = useTexts();
  const tell = useTellFailure();
  const isReadOnly = useIsReadOnly();
  const draft = useStore(desk.store, (state) => state.draft);
  const setDraft = (next: Draft | null) => desk.store.setState({ draft: next });
  const leftRef = useFocusBack(draft);
  const begin = (index: number) => {
    const base = desk.textOf(index);
    setDraft({ index, base, text: base });
  };
  /** What was written at another sentence is not lost by it. */
  const open = (index: number) => {
    if (isReadOnly) sayDone(t.access.readOnlyReason);
    else if (desk.isUnsaved()) void keep(() => begin(index));
    else begin(index);
  };
  const close = () => {
    leftRef.current = draft?.index ?? null;
    setDraft(null);
  };
  const keep = (then: () => void) => {
    if (!draft) return;
    const { index, base, text } = draft;
    return desk
      .edit([{ index, before: base, after: text.trim() }])
      .then((outcome) => outcome !== 'conflict' && then(), tell);
  };
  const save = (next = false) => {
    const following = (draft?.index ?? 0) + 1;
    void keep(next && following < count ? () => begin(following) : close);
  };
  return {
    ...{ draft, open, save, close },
    write: (text) => draft && setDraft({ ...draft, text }),
    rebase: () => draft && setDraft({ ...draft, base: desk.textOf(draft.index) }),
  };
}

/** The sentence whose field was closed last: its button gets the focus back. */
function useFocusBack(draft: Draft | null): RefObject<number | null> {
  const leftRef = useRef<number | null>(null);
  useEffect(() => {
    if (draft !== null || leftRef.current === null) return;
    document.getElementById(editButtonId(leftRef.current))?.focus();
    leftRef.current = null;
  }, [draft]);
  return leftRef;
}
