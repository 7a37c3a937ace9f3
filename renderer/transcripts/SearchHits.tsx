import { Button, Skeleton } from '@mantine/core';
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
import { ExportMany } from './ExportMany.tsx';

export interface SearchHitsProps {
  readonly query: string;
  readonly openId: string | null;
}

/** So many hits are listed; an export takes all. */
const mostShown = 100;

/** What the host's full-text search found. */
export function SearchHits({ query, openId }: SearchHitsProps) {
  const t = useTexts();
  const language = useLanguage();
  const now = useNow(60_000);
  const [asked] = useDebouncedValue(query.trim(), 200);
  const found = useSearch(asked);
  const [isExporting, setExporting] = useState(false);
  if (!found) return <Skeleton height={120} m="sm" aria-label={t.common.loading} />;
  if (found.length === 0) {
    return <EmptyHint title={t.transcripts.noHits({ query: asked })} hint={t.transcripts.noHitsHint} />;
  }
  return (
    <>
      <div className="row hit-count">
        <p className="dim small spread" role="status">
          {found.length < mostShown
            ? t.transcripts.hits({ count: found.length })
            : t.transcripts.firstHits({ count: found.length })}
        </p>
        <Button variant="subtle" onClick={() => setExporting(true)}>
          {t.exports.allFound}
        </Button>
        <ExportMany
          isOpen={isExporting}
          which={{ kind: 'search', query: asked }}
          onClose={() => setExporting(false)}
        />
      </div>
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
    call('transcripts.search', { query: asked, limit: mostShown })
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
