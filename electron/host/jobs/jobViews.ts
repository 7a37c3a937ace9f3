/** Jobs as the panel sees them. */
import type { JobProgress, JobView, SegmentView } from '../../contract/job.ts';
import { sampleRateHz } from '../../contract/workerMessages.ts';
import { foldProgress } from '../../core/schedule/progress.ts';
import { showName } from '../../core/transcript/showName.ts';
import { isRecognised, totalSeconds } from './jobRun.ts';
import type { JobRun } from './jobRun.ts';
import type { JobSummary, SegmentRecord } from '../store/storePort.ts';

/** A job under way; its progress never falls from one view to the next. */
export function viewRun(run: JobRun, nowMs: number): JobView {
  const { record } = run;
  const totalS = totalSeconds(run);
  const { memory, progress } = foldProgress(
    run.progress,
    {
      totalS,
      guessS: run.guessS,
      decodedS: Math.max(run.decodedSamples, isRecognised(run) ? record.scannedSamples : 0) / sampleRateHz,
      scannedS: record.scannedSamples / sampleRateHz,
      isScanned: record.isScanned,
      speechS: run.speechMs / 1000,
      recognisedS: run.recognisedMs / 1000,
      punctuated: run.segments.length > 0 ? record.punctSegments / run.segments.length : 0,
      isSaving: run.saving !== null,
    },
    nowMs,
  );
  run.progress = memory;
  // Where the journal itself has no room, its state is the one before.
  const known = { ...record, troubles: run.troubles };
  const shown = run.isOutOfRoom
    ? { ...known, state: 'waiting' as const, waiting: 'disk-full' as const }
    : known;
  return { ...viewFields(shown), characters: run.characters, progress };
}

/** A job that has ended, as the journal holds it. */
export function viewEnded(job: JobSummary): JobView {
  return { ...viewFields(job), progress: endedProgress(job) };
}

function viewFields(job: JobSummary): Omit<JobView, 'progress'> {
  const { id, bytes, target, state, waiting, failure, acceptedAt, startedAt, endedAt } = job;
  const { device, modelName, isDemo, isSimulated, characters, putFirstAt, sameAs, troubles } = job;
  return {
    ...{ id, bytes, target, state, waiting, failure, acceptedAt, startedAt, endedAt },
    ...{ device, modelName, isDemo, isSimulated, characters, putFirstAt, sameAs },
    troubles: [...troubles],
    name: showName(job.name),
    path: job.isUpload ? null : job.path,
    ranOn: [...job.ranOn],
  };
}

function endedProgress(job: JobSummary): JobProgress {
  const totalS = job.totalSamples === null ? null : job.totalSamples / sampleRateHz;
  const scannedS = job.scannedSamples / sampleRateHz;
  const isThrough = job.state === 'done' || job.state === 'incomplete' || job.state === 'skipped';
  const answered = job.speechMs > 0 ? job.recognisedMs / job.speechMs : 1;
  return {
    totalS,
    decodedS: totalS ?? scannedS,
    scannedS,
    speechS: job.speechMs / 1000,
    recognisedS: job.recognisedMs / 1000,
    stage: isThrough ? 'save' : 'recognise',
    fraction: isThrough ? 1 : totalS && (scannedS / totalS) * answered,
    speedX: isThrough ? measureWhole(job, totalS) : null,
    etaS: null,
  };
}

/** Its sound over the time from its beginning to its end. */
function measureWhole({ startedAt, endedAt }: JobSummary, totalS: number | null): number | null {
  if (totalS === null || startedAt === null || endedAt === null || endedAt <= startedAt) return null;
  return totalS / ((endedAt - startedAt) / 1000);
}

export function viewSegment(segment: SegmentRecord): SegmentView {
  const { index, fromMs, toMs, instanceId, result } = segment;
  return { index, fromMs, toMs, text: result?.text ?? '', instanceId, isRecognised: result !== null };
}
