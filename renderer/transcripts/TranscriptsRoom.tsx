import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { openRoute } from '../frame/useRoute.ts';
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
  return (
    <div className="transcripts" data-reading={jobId !== null || undefined}>
      <section className="card transcript-side" aria-label={t.transcripts.title}>
        <div className="card-head">
          <h1 className="spread">{t.transcripts.title}</h1>
        </div>
        <div className="transcript-search">
          <TextInput
            type="search"
            aria-label={t.transcripts.search}
            placeholder={t.transcripts.search}
            leftSection={<IconSearch size={14} />}
            value={query}
            maxLength={200}
            onChange={(event) =>
              openRoute({ room: 'transcripts', jobId, query: event.currentTarget.value }, 'replace')
            }
          />
        </div>
        {query.trim() === '' ? (
          <TranscriptList openId={jobId} />
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
