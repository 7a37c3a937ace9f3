/** A job under way as the scheduler sees it. */
import { sampleRateHz } from '../../contract/workerMessages.ts';
import { aheadS } from '../../core/schedule/schedule.ts';
import type { ScheduledJob, WaitingSegment } from '../../core/schedule/schedule.ts';
import { remainingS } from './jobRun.ts';
import type { JobRun, RunSegment } from './jobRun.ts';

/** A segment may end this much behind the sound: the detector counts in frames. */
const frameSamples = sampleRateHz / 100;
/** Below this a segment's padding would be nothing and its batch without end. */
const shortestS = 0.1;

export function scheduleRun(run: JobRun): ScheduledJob {
  const { record } = run;
  const isPinned = record.target.kind === 'instance';
  return {
    id: record.id,
    arrivedS: record.acceptedAt / 1000,
    isPaused: record.isPaused,
    remainingS: remainingS(run),
    modelKey: record.modelKey,
    modelId: record.modelId === '' ? null : record.modelId,
    instanceId: isPinned ? record.target.instanceId : null,
    hotwords: record.options.hotwords,
    isSuspect: record.deaths > 0,
    aboard: run.batchesAboard,
    waiting: collectWaiting(run),
  };
}

/** Waiting segments whose sound is in the spool, in file order, as far as the scheduler reaches. */
function collectWaiting(run: JobRun): WaitingSegment[] {
  const waiting: WaitingSegment[] = [];
  let untilMs = Infinity;
  for (let index = run.firstOpen; index < run.segments.length; index += 1) {
    const segment = run.segments[index];
    if (!segment || segment.fromMs > untilMs || !isInSpool(run, segment)) break;
    if (segment.phase !== 'waiting') continue;
    // Refused ones may wait for an instance of their own: they hold the others' window back from nobody.
    if (segment.standing.failures === 0) untilMs = Math.min(untilMs, segment.fromMs + 1000 * aheadS);
    waiting.push(describeSegment(segment));
  }
  return waiting;
}

function isInSpool({ decode, decodedSamples }: JobRun, { toMs }: RunSegment): boolean {
  const toSample = (toMs * sampleRateHz) / 1000;
  return decode === 'whole' || toSample <= decodedSamples + frameSamples;
}

function describeSegment({ index, fromMs, toMs, standing }: RunSegment): WaitingSegment {
  const seconds = Math.max(shortestS, (toMs - fromMs) / 1000);
  return { index, fromS: fromMs / 1000, seconds, standing };
}
