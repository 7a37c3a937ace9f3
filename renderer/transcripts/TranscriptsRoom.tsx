import { Button } from '@mantine/core';
import { useState } from 'react';
import { EmptyHint } from '../parts/EmptyHint.tsx';
import { useTexts } from '../texts/useTexts.ts';
import { Reader } from './Reader.tsx';
import { TranscriptList } from './TranscriptList.tsx';
import { SearchHits } from './SearchHits.tsx';

export interface TranscriptsRoomProps {
  readonly jobId: string | null;
  readonly query: string;
}

/** Everything transcribed so far: a list or what a search found, and the one being read beside it. */
export function TranscriptsRoom({ jobId, query }: TranscriptsRoomProps) {
  const t = useTexts();
  // null: rows are read, not selected.
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  return (
    <div className="transcripts" data-reading={jobId !== null || undefined}>
      <h1 className="hidden-visually">{t.transcripts.title}</h1>
      <section className="card transcript-side" aria-label={t.transcripts.title}>
        <div className="card-head">
          <h2 className="spread">{t.transcripts.title}</h2>
          {query.trim() === '' && (
            <Button variant="subtle" onClick={() => setChosen(chosen === null ? new Set() : null)}>
              {chosen === null ? t.history.select : t.history.selectNone}
            </Button>
          )}
        </div>
        {query.trim() === '' ? (
          <TranscriptList openId={jobId} chosen={chosen} onChoose={setChosen} />
        ) : (
          <SearchHits query={query} openId={jobId} />
        )}
      </section>
      {jobId === null ? (
        <section className="card transcript-none">
          <EmptyHint title={t.transcripts.pick} />
        </section>
      ) : (
        <Reader key={jobId} jobId={jobId} query={query} />
      )}
    </div>
  );
}
