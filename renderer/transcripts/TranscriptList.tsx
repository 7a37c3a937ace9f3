import { Button, Checkbox, Skeleton } from '@mantine/core';
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
import { SelectionBar } from './SelectionBar.tsx';

const readable: JobState[] = ['done', 'incomplete'];
const pageSize = 50;

interface Pages {
  readonly jobs: readonly JobView[];
  readonly next: string | null;
}

export interface TranscriptListProps {
  readonly openId: string | null;
  /** Rows selected; null: rows are opened. */
  readonly chosen: ReadonlySet<string> | null;
  onChoose(chosen: ReadonlySet<string>): void;
}

/** Finished jobs, newest first, read from the host page by page. */
export function TranscriptList({ openId, chosen, onChoose }: TranscriptListProps) {
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
  const turn = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <>
      <ul className="transcript-list">
        {pages.jobs.map((job) => (
          <li key={job.id}>
            {chosen === null ? (
              <TranscriptLink job={job} isOpen={job.id === openId} />
            ) : (
              <TranscriptChoice job={job} isChosen={chosen.has(job.id)} onTurn={() => turn(job.id)} />
            )}
          </li>
        ))}
        {pages.next && (
          <li>
            <Button variant="subtle" fullWidth onClick={() => void readMore()}>
              {t.common.showMore}
            </Button>
          </li>
        )}
      </ul>
      {chosen !== null && (
        <SelectionBar
          chosen={chosen}
          shown={pages.jobs.map(({ id }) => id)}
          openId={openId}
          onChoose={onChoose}
        />
      )}
    </>
  );
}

interface TranscriptChoiceProps {
  readonly job: JobView;
  readonly isChosen: boolean;
  onTurn(): void;
}

function TranscriptChoice({ job, isChosen, onTurn }: TranscriptChoiceProps) {
  const t = useTexts();
  return (
    <label className="transcript-link transcript-choice">
      <Checkbox
        size="xs"
        checked={isChosen}
        onChange={onTurn}
        aria-label={t.history.pick({ name: job.name })}
      />
      <TranscriptWords job={job} />
    </label>
  );
}

function TranscriptLink({ job, isOpen }: { readonly job: JobView; readonly isOpen: boolean }) {
  return (
    <a
      className="transcript-link"
      href={renderRoute({ room: 'transcripts', jobId: job.id, query: '' })}
      aria-current={isOpen ? 'true' : undefined}
    >
      <TranscriptWords job={job} />
    </a>
  );
}

function TranscriptWords({ job }: { readonly job: JobView }) {
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
    <span className="transcript-words">
      <span className="one-line transcript-name" title={job.name}>
        {job.name}
      </span>
      <span className="dim small">{figures.filter((figure) => figure !== null).join(' · ')}</span>
      {job.state === 'incomplete' && <StateMark mark={jobMarks.incomplete} word={t.jobStates.incomplete} />}
    </span>
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
