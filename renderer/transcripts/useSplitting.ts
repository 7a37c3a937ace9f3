import { useState } from 'react';
import { renderClock } from '../figures/figures.ts';
import { sayDone, useTellFailure } from '../parts/useAct.tsx';
import { useIsReadOnly } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import type { Desk } from './desk.ts';
import { cutText, planMerging, planWriting, type Change } from './passages.ts';
import { editButtonId, type Drafting } from './useDraft.ts';

export interface Splitting {
  /** The sentence being written, at the caret; the second half is written on. */
  split(caret: number): void;
  /** With the one that follows; one that is being written is written on. */
  merge(place: number): void;
  /** What was done last, for those who don't see it. */
  readonly said: string;
}

/** Where sentences end: splitting and merging them, with what is being written. */
export function useSplitting(desk: Desk, drafting: Drafting): Splitting {
  const t = useTexts();
  const tell = useTellFailure();
  const isReadOnly = useIsReadOnly();
  const [said, say] = useState('');
  const { draft, place: written } = drafting;
  const act = (changes: readonly Change[], then: () => void) => {
    desk.edit(changes).then((outcome) => {
      if (outcome === 'conflict') sayDone(t.editing.conflict);
      else then();
    }, tell);
  };
  const isOutdated = draft !== null && desk.textUnder(draft) !== draft.base;
  const clockAt = (place: number) => renderClock((desk.laid().sentences[place]?.fromMs ?? 0) / 1000);
  const split = (caret: number) => {
    if (!draft || written === null || isOutdated) return;
    const halves = cutText(draft.text, caret);
    if (halves === null) return say(t.editing.splitNowhere);
    act(planWriting(desk.laid(), written, halves), () => {
      drafting.begin(written + 1, 0);
      say(t.editing.splitDone({ at: clockAt(written + 1) }));
    });
  };
  const merge = (place: number) => {
    if (isReadOnly) return sayDone(t.access.readOnlyReason);
    const isWritten = draft !== null && written === place;
    // What is being written elsewhere is saved first; it may be one of these.
    if (isOutdated || (draft !== null && !isWritten && desk.isUnsaved())) return drafting.save();
    const changes = planMerging(desk.laid(), place, isWritten ? draft.text : undefined);
    if (changes === null) return sayDone(t.editing.mergeNowhere);
    act(changes, () => {
      if (isWritten) drafting.begin(place, draft.text.trim().length);
      else document.getElementById(editButtonId(place))?.focus();
      say(t.editing.mergeDone({ at: clockAt(place) }));
    });
  };
  return { split, merge, said };
}
