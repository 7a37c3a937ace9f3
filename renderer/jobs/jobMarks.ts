import {
  IconAlertTriangle,
  IconArchive,
  IconCircleCheck,
  IconCircleMinus,
  IconCircleX,
  IconClock,
  IconClockPause,
  IconDownload,
  IconPlayerPause,
  IconPlayerTrackNext,
  IconActivity,
} from '@tabler/icons-react';
import type { JobState, JobView } from '../../electron/contract/job.ts';
import type { Mark } from '../parts/StateMark.tsx';

export const jobMarks: Readonly<Record<JobState, Mark>> = {
  queued: { Icon: IconClock, tone: 'idle' },
  waiting: { Icon: IconClockPause, tone: 'warn' },
  paused: { Icon: IconPlayerPause, tone: 'idle' },
  decoding: { Icon: IconDownload, tone: 'run' },
  running: { Icon: IconActivity, tone: 'run' },
  done: { Icon: IconCircleCheck, tone: 'ok' },
  incomplete: { Icon: IconAlertTriangle, tone: 'warn' },
  skipped: { Icon: IconPlayerTrackNext, tone: 'idle' },
  failed: { Icon: IconCircleX, tone: 'bad' },
  cancelled: { Icon: IconCircleMinus, tone: 'idle' },
  quarantined: { Icon: IconArchive, tone: 'bad' },
};

const active: readonly JobState[] = ['decoding', 'running'];
const coming: readonly JobState[] = ['queued', 'waiting', 'paused'];

/** Whether a job may still change by itself. */
export function isOpen(job: JobView): boolean {
  return active.includes(job.state) || coming.includes(job.state);
}

/** Whether the host is at work on it now. */
export function isActive(job: JobView): boolean {
  return active.includes(job.state);
}

/** Whether there is (or may be) text of its own to read. */
export function hasTranscript(job: JobView): boolean {
  return job.state === 'done' || job.state === 'incomplete';
}

/** Whose transcript is read for this job; null: there is none. */
export function findRead(job: JobView): string | null {
  if (job.state === 'skipped') return job.sameAs;
  return hasTranscript(job) ? job.id : null;
}

/** Whether it waits for its turn, and so may be put before the others. */
export function mayPutFirst(job: JobView): boolean {
  return job.state === 'queued' || job.state === 'waiting';
}

export type JobFilter = 'all' | 'active' | 'ended';

/** Jobs in the order of the queue: at work, then to come (those put first, then in order of arrival), then ended with the newest first. */
export function planQueue(jobs: readonly JobView[], filter: JobFilter): readonly JobView[] {
  const rank = (job: JobView) => (isActive(job) ? 0 : isOpen(job) ? 1 : 2);
  const wanted = jobs.filter((job) => filter === 'all' || isOpen(job) === (filter === 'active'));
  return wanted.sort((a, b) => {
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    if (rank(a) === 2) return (b.endedAt ?? 0) - (a.endedAt ?? 0);
    return (b.putFirstAt ?? 0) - (a.putFirstAt ?? 0) || a.acceptedAt - b.acceptedAt;
  });
}

/** Seconds of the file behind the bar of its progress. */
export function planPosition({ progress }: JobView): number {
  const { fraction, totalS, stage, decodedS, scannedS } = progress;
  if (fraction !== null && totalS !== null) return fraction * totalS;
  return stage === 'decode' ? decodedS : scannedS;
}
