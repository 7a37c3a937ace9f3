import { Button, SegmentedControl } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { JobView } from '../../electron/contract/job.ts';
import { EmptyHint } from '../parts/EmptyHint.tsx';
import { useTexts } from '../texts/useTexts.ts';
import { planQueue, type JobFilter } from './jobMarks.ts';
import { JobRow } from './JobRow.tsx';
import { UploadRows } from './UploadRows.tsx';

export interface QueueProps {
  readonly title: string;
  readonly jobs: readonly JobView[];
  /** Only uploads to this instance; null: all of them. */
  readonly instanceId: string | null;
  readonly watchedId: string | null;
  onWatch(jobId: string): void;
  /** Shown under the row of the watched job. */
  renderWatched?(jobId: string): ReactNode;
  readonly empty: { readonly title: string; readonly hint: string };
}

/** Rows drawn at first; thousands of dropped files must not slow the panel down. */
const rowsAtFirst = 40;

export function Queue(props: QueueProps) {
  const t = useTexts();
  const [filter, setFilter] = useState<JobFilter>('all');
  const [limit, setLimit] = useState(rowsAtFirst);
  const { title, jobs, instanceId, watchedId, onWatch, renderWatched, empty } = props;
  const shown = planQueue(jobs, filter);
  return (
    <section className="card queue" aria-label={title}>
      <div className="card-head">
        <h2 className="spread">{title}</h2>
        <SegmentedControl
          aria-label={t.jobs.filter}
          value={filter}
          onChange={setFilter}
          data={[
            { value: 'all', label: t.jobs.all },
            { value: 'active', label: t.jobs.active },
            { value: 'ended', label: t.jobs.ended },
          ]}
        />
      </div>
      <UploadRows instanceId={instanceId} />
      {jobs.length === 0 && <EmptyHint title={empty.title} hint={empty.hint} />}
      {jobs.length > 0 && shown.length === 0 && <EmptyHint title={t.jobs.nothingShown} />}
      <ul className="job-list">
        {shown.slice(0, limit).map((job) => (
          <li
            key={job.id}
            className="job"
            data-state={job.state}
            data-watched={job.id === watchedId || undefined}
          >
            <JobRow job={job} isWatched={job.id === watchedId} onWatch={onWatch} />
            {job.id === watchedId && renderWatched?.(job.id)}
          </li>
        ))}
      </ul>
      {shown.length > limit && (
        <Button variant="subtle" fullWidth onClick={() => setLimit(limit + 100)}>
          {t.common.showMore} ({shown.length - limit})
        </Button>
      )}
    </section>
  );
}
