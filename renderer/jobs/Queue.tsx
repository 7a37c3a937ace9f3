import { SegmentedControl } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import type { JobView } from '../../electron/contract/job.ts';
import { EmptyHint } from '../parts/EmptyHint.tsx';
import { useTexts } from '../texts/useTexts.ts';
import { planQueue, type JobFilter } from './jobMarks.ts';
import { JobList } from './JobList.tsx';
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

export function Queue(props: QueueProps) {
  const t = useTexts();
  const [filter, setFilter] = useState<JobFilter>('all');
  const { title, jobs, instanceId, watchedId, onWatch, renderWatched, empty } = props;
  const shown = useMemo(() => planQueue(jobs, filter), [jobs, filter]);
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
      <JobList
        label={title}
        jobs={shown}
        watchedId={watchedId}
        onWatch={onWatch}
        renderWatched={renderWatched}
      />
    </section>
  );
}
