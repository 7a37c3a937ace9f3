import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { Sentence } from '../../electron/contract/job.ts';
import { parseShortcut, readPress } from '../frame/shortcutKeys.ts';
import { EmptyHint } from '../parts/EmptyHint.tsx';
import { findSentenceAt } from '../player/sentenceAt.ts';
import { useSound } from '../player/useSound.ts';
import type { Player } from '../player/usePlayer.ts';
import { useTexts } from '../texts/useTexts.ts';
import type { DeskState } from './desk.ts';
import { SentenceRow } from './SentenceRow.tsx';
import { standingOf } from './passages.ts';
import type { Drafting } from './useDraft.ts';
import type { Find } from './useFind.ts';
import type { Splitting } from './useSplitting.ts';

export interface SentencesProps {
  readonly sentences: readonly Sentence[];
  readonly state: Pick<DeskState, 'passages' | 'isSaving'>;
  readonly find: Find;
  readonly showsRecognised: boolean;
  readonly player: Player;
  readonly drafting: Drafting;
  readonly splitting: Splitting;
  onRestore(index: number): void;
}

/** Sentences with their times; only those in sight are drawn, for recordings of many hours. */
export function Sentences({ sentences, state, find, player, drafting, ...more }: SentencesProps) {
  const t = useTexts();
  const boxRef = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- react-virtual keeps its own state; its values are read in render only
  const virtual = useVirtualizer({
    count: sentences.length,
    getScrollElement: () => boxRef.current,
    estimateSize: () => 30,
    overscan: 20,
  });
  const heard = useHeardSentence(sentences, player);
  useFollow(heard, player, virtual);
  useDraftInSight(drafting.place, virtual);
  // Nobody's text moves away while it is being written.
  useCurrentHit(drafting.draft === null ? find : noFind, virtual);
  if (sentences.length === 0) return <EmptyHint title={t.transcripts.nothing} />;
  return (
    <div className="sentences" ref={boxRef} tabIndex={0} role="group" aria-label={t.transcripts.sentences}>
      <ol style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const sentence = sentences[index];
          if (!sentence) return null;
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-current={index === heard || undefined}
              style={{ transform: `translateY(${start}px)` }}
              onKeyDown={(event) => {
                const shortcut = parseShortcut(readPress(event.nativeEvent), 'sentence');
                if (shortcut === null || shortcut === 'split') return;
                event.preventDefault();
                if (shortcut === 'edit') drafting.open(index);
                else if (shortcut === 'merge') more.splitting.merge(index);
                else player.playFromMs(sentence.fromMs);
              }}
            >
              <SentenceRow
                {...{ index, sentence, player, drafting, ...more }}
                parts={find.hits.partsOf(index)}
                currentHit={find.current}
                standing={standingOf({ sentences, passages: state.passages }, index)}
                isSaving={state.isSaving}
              />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** Index of the sentence that is heard; null: nothing is loaded, or none has begun. */
function useHeardSentence(sentences: readonly Sentence[], { sound }: Player): number | null {
  return useSound(sound, () => {
    const ms = sound.heardMs();
    const index = ms === null ? -1 : findSentenceAt(sentences, ms);
    return index < 0 ? null : index;
  });
}

interface Scroller {
  readonly range: { readonly startIndex: number; readonly endIndex: number } | null;
  scrollToIndex(index: number, options: { align: 'center' }): void;
}

/** Brings the sentence that is heard into sight, unless its listener is reading elsewhere. */
function useFollow(heard: number | null, { isPlaying }: Player, virtual: Scroller): void {
  const lastRef = useRef(0);
  const follow = useEffectEvent((now: number) => {
    const { startIndex, endIndex } = virtual.range ?? { startIndex: 0, endIndex: 0 };
    const isInSight = (index: number) => index >= startIndex && index <= endIndex;
    const wasWatched = isInSight(lastRef.current);
    lastRef.current = now;
    if (isPlaying && wasWatched && !isInSight(now + 1)) virtual.scrollToIndex(now, { align: 'center' });
  });
  useEffect(() => {
    if (heard !== null) follow(heard);
  }, [heard]);
}

/** A sentence that was being written when its transcript was left is where one comes back to. */
function useDraftInSight(index: number | null, virtual: Pick<Scroller, 'scrollToIndex'>): void {
  const show = useEffectEvent(() => {
    if (index !== null) virtual.scrollToIndex(index, { align: 'center' });
  });
  useEffect(() => show(), []);
}

type CurrentHit = Pick<Find, 'current'> & { readonly hits: Pick<Find['hits'], 'sentences'> };

const noFind: CurrentHit = { hits: { sentences: [] }, current: null };

/** Brings the hit one is at into sight: the first when it is opened from a search, another when one steps there. */
function useCurrentHit({ hits, current }: CurrentHit, virtual: Pick<Scroller, 'scrollToIndex'>): void {
  const at = current === null ? null : (hits.sentences[current] ?? null);
  const show = useEffectEvent((index: number) => virtual.scrollToIndex(index, { align: 'center' }));
  useEffect(() => {
    if (at !== null) show(at);
  }, [at, current]);
}
