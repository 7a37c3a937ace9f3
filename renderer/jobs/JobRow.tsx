import { Badge } from '@mantine/core';
import { memo } from 'react';
import type { JobView } from '../../electron/contract/job.ts';
import { FailureNote } from '../parts/FailureNote.tsx';
import { renderFailure } from '../parts/failureTexts.ts';
import { StateMark } from '../parts/StateMark.tsx';
import { renderRoute } from '../state/route.ts';
import { useTexts } from '../texts/useTexts.ts';
import { JobActions } from './JobActions.tsx';
import { JobFigures } from './JobFigures.tsx';
import { findRead, isActive, jobMarks } from './jobMarks.ts';
import { JobProgressLine } from './JobProgressLine.tsx';
import { JobTroubles } from './JobTroubles.tsx';
import { JobPlace } from './JobPlace.tsx';

export interface JobRowProps {
  readonly job: JobView;
  readonly isWatched: boolean;
  onWatch(jobId: string): void;
}

/** One job: its state, name, where it runs, how far it is, and why it failed or waits. */
export const JobRow = memo(function JobRow({ job, isWatched, onWatch }: JobRowProps) {
  const t = useTexts();
  return (
    <div className="job-row">
      <div className="job-line">
        <span className="job-state">
          <StateMark mark={jobMarks[job.state]} word={t.jobStates[job.state]} />
        </span>
        <JobName job={job} isWatched={isWatched} onWatch={onWatch} />
        {job.isDemo && job.characters > 0 && (
          <Badge variant="light" color="yellow" size="sm" radius="sm" className="demo-badge">
            {t.jobs.demo}
          </Badge>
        )}
        <JobPlace job={job} />
        <JobActions job={job} />
      </div>
      {isActive(job) && <JobProgressLine job={job} />}
      {!isActive(job) && <JobFigures job={job} />}
      {job.waiting && <p className="job-why">{t.waitings[job.waiting]}</p>}
      {job.state === 'skipped' && (
        <p className="job-figures dim">{job.sameAs === null ? t.jobs.skippedGone : t.jobs.skippedWhy}</p>
      )}
      <JobTroubles troubles={job.troubles} />
      {job.failure && <FailureNote failure={renderFailure(job.failure, t)} />}
    </div>
  );
});

function JobName({ job, isWatched, onWatch }: JobRowProps) {
  const t = useTexts();
  const readId = findRead(job);
  if (readId !== null) {
    const to = renderRoute({ room: 'transcripts', jobId: readId, query: '' });
    return (
      <a className="job-name one-line" href={to} title={job.name}>
        {job.name}
      </a>
    );
  }
  if (!isActive(job) && job.state !== 'paused') {
    return (
      <span className="job-name one-line" title={job.name}>
        {job.name}
      </span>
    );
  }
  return (
    <button
      type="button"
      className="job-name job-watch one-line"
      title={t.jobs.watch({ name: job.name })}
      aria-expanded={isWatched}
      onClick={() => onWatch(job.id)}
    >
      {job.name}
    </button>
  );
}
