import { useMemo, useState } from 'react';
import type { Sentence } from '../../electron/contract/job.ts';
import { findHits, type Hits } from './hits.ts';

export interface Find {
  /** Letters looked for here; null: what the search of all transcripts asks for is. */
  readonly letters: string | null;
  readonly by: string;
  readonly hits: Hits;
  /** Number of the hit one is at; null: there is none. */
  readonly current: number | null;
  open(): void;
  close(): void;
  look(letters: string): void;
  replaceBy(text: string): void;
  /** To the next hit, −1: the one before; from the last to the first. */
  step(by: 1 | -1): void;
}

/** What is looked for in the transcript being read. */
export function useFind(sentences: readonly Sentence[], query: string): Find {
  const [letters, setLetters] = useState<string | null>(null);
  const [by, setBy] = useState('');
  const [at, setAt] = useState(0);
  const hits = useMemo(() => {
    const texts = sentences.map(({ text }) => text);
    return findHits(texts, { text: letters ?? query, isLiteral: letters !== null });
  }, [sentences, letters, query]);
  const current = hits.count === 0 ? null : Math.min(at, hits.count - 1);
  const look = (wanted: string | null) => {
    setLetters(wanted);
    setAt(0);
  };
  return {
    ...{ letters, by, hits, current, look },
    open: () => look(letters ?? query.trim()),
    close: () => look(null),
    replaceBy: setBy,
    step: (step) => {
      if (current !== null) setAt((current + step + hits.count) % hits.count);
    },
  };
}
