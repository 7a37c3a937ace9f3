import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type ReactNode } from 'react';
import type { JobView } from '../../electron/contract/job.ts';
import { JobRow } from './JobRow.tsx';

export interface JobListProps {
  readonly label: string;
  readonly jobs: readonly JobView[];
  readonly watchedId: string | null;
  onWatch(jobId: string): void;
  /** Shown under the row of the watched job. */
  renderWatched?: ((jobId: string) => ReactNode) | undefined;
}

/** More rows than this scroll in a box of their own, of which only those in sight are drawn. */
const rowsAtOnce = 40;

export function JobList(props: JobListProps) {
  if (props.jobs.length > rowsAtOnce) return <LongJobList {...props} />;
  return (
    <ul className="job-list">
      {props.jobs.map((job) => (
        <li key={job.id} {...itemOf(job, props)}>
          <JobItem job={job} list={props} />
        </li>
      ))}
    </ul>
  );
}

function LongJobList(props: JobListProps) {
  const { jobs, label } = props;
  const boxRef = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- react-virtual keeps its own state; its values are read in render only
  const virtual = useVirtualizer({
    count: jobs.length,
    getScrollElement: () => boxRef.current,
    estimateSize: () => 62,
    getItemKey: (index) => jobs[index]?.id ?? index,
    overscan: 8,
  });
  return (
    <div className="job-box" ref={boxRef} tabIndex={0} role="group" aria-label={label}>
      <ul className="job-list" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const job = jobs[item.index];
          if (!job) return null;
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              aria-setsize={jobs.length}
              aria-posinset={item.index + 1}
              style={{ transform: `translateY(${item.start}px)` }}
              {...itemOf(job, props)}
            >
              <JobItem job={job} list={props} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function itemOf(job: JobView, { watchedId }: JobListProps) {
  return { className: 'job', 'data-state': job.state, 'data-watched': job.id === watchedId || undefined };
}

function JobItem({ job, list }: { readonly job: JobView; readonly list: JobListProps }) {
  const { watchedId, onWatch, renderWatched } = list;
  const isWatched = job.id === watchedId;
  return (
    <>
      <JobRow job={job} isWatched={isWatched} onWatch={onWatch} />
      {isWatched && renderWatched?.(job.id)}
    </>
  );
}
