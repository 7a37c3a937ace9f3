import { Button, Skeleton } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { JobState, JobView } from '../../electron/contract/job.ts';
import { renderClock, renderMoment } from '../figures/figures.ts';
import { jobMarks } from '../jobs/jobMarks.ts';
import { EmptyHint } from '../parts/EmptyHint.tsx';
import { StateMark } from '../parts/StateMark.tsx';
import { useTellFailure } from '../parts/useAct.tsx';
import { useNow } from '../parts/useNow.ts';
import { useHost, usePanel } from '../state/panel.ts';
import { renderRoute } from '../state/route.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';

const readable: JobState[] = ['done', 'incomplete'];
const pageSize = 50;

interface Pages {
  readonly jobs: readonly JobView[];
  readonly next: string | null;
}

/** Finished jobs, newest first, read from the host page by page. */
export function TranscriptList({ openId }: { readonly openId: string | null }) {
  const t = useTexts();
  const { pages, readMore } = usePages();
  if (!pages) {
    return (
      <div className="card-body stack" aria-busy="true">
        <Skeleton height={40} />
        <Skeleton height={40} />
        <Skeleton height={40} />
      </div>
    );
  }
  if (pages.jobs.length === 0)
    return <EmptyHint title={t.transcripts.empty} hint={t.transcripts.emptyHint} />;
  return (
    <ul className="transcript-list">
      {pages.jobs.map((job) => (
        <TranscriptLink key={job.id} job={job} isOpen={job.id === openId} />
      ))}
      {pages.next && (
        <li>
          <Button variant="subtle" fullWidth onClick={() => void readMore()}>
            {t.common.showMore}
          </Button>
        </li>
      )}
    </ul>
  );
}

function TranscriptLink({ job, isOpen }: { readonly job: JobView; readonly isOpen: boolean }) {
  const t = useTexts();
  const language = useLanguage();
  const now = useNow(60_000);
  const { progress, endedAt, acceptedAt } = job;
  const figures = [
    renderMoment(endedAt ?? acceptedAt, language, now),
    progress.totalS === null ? null : renderClock(progress.totalS),
    t.jobs.characters({ count: job.characters }),
    job.isDemo ? t.jobs.demo : null,
  ];
  return (
    <li>
      <a
        className="transcript-link"
        href={renderRoute({ room: 'transcripts', jobId: job.id, query: '' })}
        aria-current={isOpen ? 'true' : undefined}
      >
        <span className="one-line transcript-name">{job.name}</span>
        <span className="dim small">{figures.filter((figure) => figure !== null).join(' · ')}</span>
        {job.state === 'incomplete' && <StateMark mark={jobMarks.incomplete} word={t.jobStates.incomplete} />}
      </a>
    </li>
  );
}

// Read again whenever a job ends or goes, so that the list is the host's and never guessed.
function usePages(): { pages: Pages | null; readMore(): Promise<void> } {
  const { call } = usePanel();
  const tell = useTellFailure();
  const [pages, setPages] = useState<Pages | null>(null);
  const changes = useHost(({ jobs }) =>
    jobs
      .filter((job) => readable.includes(job.state))
      .map((job) => job.id)
      .join(' '),
  );
  useEffect(() => {
    let isOver = false;
    call('jobs.list', { limit: pageSize, states: readable })
      .then((page) => {
        if (!isOver) setPages(page);
      })
      .catch(tell);
    return () => {
      isOver = true;
    };
  }, [call, tell, changes]);
  const next = pages?.next;
  const readMore = useCallback(async () => {
    if (!next) return;
    const page = await call('jobs.list', { limit: pageSize, states: readable, before: next }).catch(tell);
    if (page) setPages((known) => ({ jobs: [...(known?.jobs ?? []), ...page.jobs], next: page.next }));
  }, [call, tell, next]);
  return { pages, readMore };
}
