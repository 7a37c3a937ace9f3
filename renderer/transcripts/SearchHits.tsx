import { Skeleton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { SearchHit } from '../../electron/contract/job.ts';
import { renderMoment } from '../figures/figures.ts';
import { EmptyHint } from '../parts/EmptyHint.tsx';
import { Marked } from '../parts/Marked.tsx';
import { useTellFailure } from '../parts/useAct.tsx';
import { useNow } from '../parts/useNow.ts';
import { usePanel } from '../state/panel.ts';
import { renderRoute } from '../state/route.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';

export interface SearchHitsProps {
  readonly query: string;
  readonly openId: string | null;
}

/** What the host's full-text search found. */
export function SearchHits({ query, openId }: SearchHitsProps) {
  const t = useTexts();
  const language = useLanguage();
  const now = useNow(60_000);
  const [asked] = useDebouncedValue(query.trim(), 200);
  const found = useSearch(asked);
  if (!found) return <Skeleton height={120} m="sm" aria-label={t.common.loading} />;
  if (found.length === 0) {
    return <EmptyHint title={t.transcripts.noHits({ query: asked })} hint={t.transcripts.noHitsHint} />;
  }
  return (
    <>
      <p className="dim small hit-count" role="status">
        {t.transcripts.hits({ count: found.length })}
      </p>
      <ul className="transcript-list">
        {found.map((hit) => (
          <li key={hit.jobId}>
            <a
              className="transcript-link"
              href={renderRoute({ room: 'transcripts', jobId: hit.jobId, query })}
              aria-current={hit.jobId === openId ? 'true' : undefined}
            >
              <span className="one-line transcript-name">{hit.name}</span>
              <span className="hit-snippet small">
                <Marked text={hit.snippet} words={asked} />
              </span>
              {hit.endedAt !== null && (
                <span className="dim small">{renderMoment(hit.endedAt, language, now)}</span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function useSearch(asked: string): readonly SearchHit[] | null {
  const { call } = usePanel();
  const tell = useTellFailure();
  const [found, setFound] = useState<readonly SearchHit[] | null>(null);
  useEffect(() => {
    let isOver = false;
    call('transcripts.search', { query: asked })
      .then(({ hits }) => {
        if (!isOver) setFound(hits);
      })
      .catch(tell);
    return () => {
      isOver = true;
    };
  }, [call, tell, asked]);
  return found;
}
