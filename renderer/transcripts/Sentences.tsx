import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { Sentence } from '../../electron/contract/job.ts';
import { renderClock } from '../figures/figures.ts';
import { EmptyHint } from '../parts/EmptyHint.tsx';
import { Marked } from '../parts/Marked.tsx';
import { findSentenceAt } from '../player/sentenceAt.ts';
import { useSound } from '../player/useSound.ts';
import type { Player } from '../player/usePlayer.ts';
import { useTexts } from '../texts/useTexts.ts';

export interface SentencesProps {
  readonly sentences: readonly Sentence[];
  readonly query: string;
  readonly player: Player;
}

/** Sentences with their times; only those in sight are drawn, for recordings of many hours. */
export function Sentences({ sentences, query, player }: SentencesProps) {
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
  if (sentences.length === 0) return <EmptyHint title={t.transcripts.nothing} />;
  return (
    <div className="sentences" ref={boxRef} tabIndex={0} role="group" aria-label={t.transcripts.sentences}>
      <ol style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const sentence = sentences[item.index];
          if (!sentence) return null;
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              aria-current={item.index === heard || undefined}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <button
                className="sentence-time dim"
                aria-label={t.player.playFrom({ at: renderClock(sentence.fromMs / 1000) })}
                onClick={() => player.playFromMs(sentence.fromMs)}
              >
                {renderClock(sentence.fromMs / 1000)}
              </button>
              <span onClick={() => isSelecting() || player.playFromMs(sentence.fromMs)}>
                <Marked text={sentence.text.trim()} words={query} />
              </span>
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

/** Text is being marked to copy it: that is no click. */
function isSelecting(): boolean {
  return getSelection()?.isCollapsed === false;
}
