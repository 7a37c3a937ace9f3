import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { Sentence } from '../../electron/contract/job.ts';
import { renderClock } from '../figures/figures.ts';
import { EmptyHint } from '../parts/EmptyHint.tsx';
import { Marked } from '../parts/Marked.tsx';
import { useTexts } from '../texts/useTexts.ts';

export interface SentencesProps {
  readonly sentences: readonly Sentence[];
  readonly query: string;
}

/** Sentences with their times; only those in sight are drawn, for recordings of many hours. */
export function Sentences({ sentences, query }: SentencesProps) {
  const t = useTexts();
  const boxRef = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- react-virtual keeps its own state; its values are read in render only
  const virtual = useVirtualizer({
    count: sentences.length,
    getScrollElement: () => boxRef.current,
    estimateSize: () => 30,
    overscan: 20,
  });
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
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <time className="dim">{renderClock(sentence.fromMs / 1000)}</time>
              <span>
                <Marked text={sentence.text.trim()} words={query} />
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
