import { useEffect, useRef, type RefObject } from 'react';
import { useStore } from 'zustand';
import { sayDone, useTellFailure } from '../parts/useAct.tsx';
import { useIsReadOnly } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import type { Desk, Draft, Outcome } from './desk.ts';
import { addressOf, placeOf, planWriting, textAt } from './passages.ts';

/** It stays when its row is scrolled out of sight, and when another transcript is opened. */
export interface Drafting {
  readonly draft: Draft | null;
  /** Where its sentence stands; null: none is being written. */
  readonly place: number | null;
  /** Where the caret goes in a field that opens, asked once; null: to the end. */
  takeCaret(): number | null;
  open(place: number): void;
  /** Whatever was being written is let go of. */
  begin(place: number, caret: number): void;
  write(text: string): void;
  /** Saves it; `next` goes on with the next sentence. */
  save(next?: boolean): void;
  /** Saves it and closes its field, and goes on where that went well. */
  finish(then: () => void): void;
  close(): void;
  /** It was begun on a text that is another now: that one is looked at. */
  rebase(): void;
}

/** Id of the button a sentence is corrected by: focus comes back to it. */
export const editButtonId = (place: number): string => `edit-sentence-${place}`;

/** `count`: sentences there are. */
export function useDraft(desk: Desk, count: number): Drafting {
  const t = useTexts();
  const tell = useTellFailure();
  const isReadOnly = useIsReadOnly();
  const draft = useStore(desk.store, (state) => state.draft);
  const place = draft && placeOf(desk.laid(), draft);
  const setDraft = (next: Draft | null) => desk.store.setState({ draft: next });
  const leftRef = useFocusBack(place);
  const [takeCaret, setCaret] = useCaret();
  const begin = (at: number, caret: number | null = null) => {
    const base = textAt(desk.laid(), at);
    setCaret(caret);
    setDraft({ ...addressOf(desk.laid(), at), base, text: base });
  };
  /** What was written at another sentence is not lost by it. */
  const open = (at: number) => {
    if (isReadOnly) sayDone(t.access.readOnlyReason);
    else if (desk.isUnsaved()) void keep(() => begin(at));
    else begin(at);
  };
  const close = () => {
    leftRef.current = place;
    setDraft(null);
  };
  const keep = (then: () => void) =>
    draft && saveDraft(desk, draft).then((outcome) => outcome !== 'conflict' && then(), tell);
  const save = (next = false) => {
    const following = (place ?? 0) + 1;
    void keep(next && following < count ? () => begin(following) : close);
  };
  return {
    ...{ draft, place, takeCaret, open, begin, save, close },
    finish: (then) =>
      void keep(() => {
        setDraft(null);
        then();
      }),
    write: (text) => draft && setDraft({ ...draft, text }),
    rebase: () => draft && setDraft({ ...draft, base: desk.textUnder(draft) }),
  };
}

function useCaret(): [take: () => number | null, set: (caret: number | null) => void] {
  const caretRef = useRef<number | null>(null);
  const set = (caret: number | null) => {
    caretRef.current = caret;
  };
  const take = () => {
    const caret = caretRef.current;
    caretRef.current = null;
    return caret;
  };
  return [take, set];
}

/** Another's edit beside it in the same passage is none of its sentence. */
async function saveDraft(desk: Desk, draft: Draft): Promise<Outcome> {
  const write = async () =>
    desk.textUnder(draft) === draft.base
      ? desk.edit(planWriting(desk.laid(), placeOf(desk.laid(), draft), [draft.text]))
      : 'conflict';
  const outcome = await write();
  return outcome === 'conflict' ? write() : outcome;
}

/** The sentence whose field was closed last: its button gets the focus back. */
function useFocusBack(place: number | null): RefObject<number | null> {
  const leftRef = useRef<number | null>(null);
  useEffect(() => {
    if (place !== null || leftRef.current === null) return;
    document.getElementById(editButtonId(leftRef.current))?.focus();
    leftRef.current = null;
  }, [place]);
  return leftRef;
}
