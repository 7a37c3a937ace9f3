import { useState } from 'react';
import { renderClock } from '../figures/figures.ts';
import { sayDone, useTellFailure } from '../parts/useAct.tsx';
import { useIsReadOnly } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import type { Desk, Outcome } from './desk.ts';
import { addressOf, cutText, placeOf, planMerging, planWriting, type Change } from './passages.ts';
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
    const go = (outcome: Outcome) => (outcome === 'conflict' ? sayDone(t.editing.conflict) : then());
    desk.edit(changes).then(go, tell);
  };
  const isOutdated = draft !== null && desk.textUnder(draft) !== draft.base;
  const split = (caret: number) => {
    if (!draft || written === null || isOutdated) return;
    const halves = cutText(draft.text, caret);
    if (halves === null) return say(t.editing.splitNowhere);
    act(planWriting(desk.laid(), written, halves), () => {
      drafting.begin(written + 1, 0);
      say(t.editing.splitDone({ at: clockAt(desk, written + 1) }));
    });
  };
  const join = (place: number, first?: string) => {
    const changes = planMerging(desk.laid(), place, first);
    if (changes === null) return sayDone(t.editing.mergeNowhere);
    act(changes, () => {
      if (first === undefined) document.getElementById(editButtonId(place))?.focus();
      else drafting.begin(place, first.trim().length);
      say(t.editing.mergeDone({ at: clockAt(desk, place) }));
    });
  };
  const merge = (place: number) => {
    if (isReadOnly) return sayDone(t.access.readOnlyReason);
    if (isOutdated) return;
    if (!draft) return join(place);
    if (written === place) return join(place, draft.text);
    // What is being written elsewhere may be the other of the two.
    const address = addressOf(desk.laid(), place);
    drafting.finish(() => join(placeOf(desk.laid(), address)));
  };
  return { split, merge, said };
}

function clockAt(desk: Desk, place: number): string {
  return renderClock((desk.laid().sentences[place]?.fromMs ?? 0) / 1000);
}
