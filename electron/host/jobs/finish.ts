/** Makes the transcript of a job that has all its answers, saves it, and ends the job. */
import { dirname } from 'node:path';
import type { Transcript, TranscriptFormat } from '../../contract/job.ts';
import type { Settings } from '../../contract/settings.ts';
import { sampleRateHz } from '../../contract/workerMessages.ts';
import { Failed, foldFailure } from '../../core/failed.ts';
import { renderName } from '../../core/transcript/nameTemplate.ts';
import { showName } from '../../core/transcript/showName.ts';
import { foldTranscript } from '../../core/transcript/transcript.ts';
import { isRecognised } from './jobRun.ts';
import type { JobRun } from './jobRun.ts';
import { workerFailed } from './refusal.ts';
import type { RunTable } from './runTable.ts';
import { saveTranscript } from './saveTranscript.ts';
import type { Fleet } from '../ports.ts';
import { readNameFacts } from '../results/nameFacts.ts';
import type { JobPatch, JobRecord } from '../store/storePort.ts';

export interface FinishPorts {
  readonly table: RunTable;
  readonly settings: () => Settings;
  readonly fleet: Pick<Fleet, 'list'>;
  readonly now: () => number;
  readonly hash: (run: JobRun) => Promise<string | null>;
}

export function mayFinish(run: JobRun): boolean {
  const { record } = run;
  return (
    record.isPunctuated &&
    record.totalSamples !== null &&
    isRecognised(run) &&
    !run.isEnding &&
    run.saving === null
  );
}

/**
 * Settles when its end is in the journal with its transcript. Throws Failed where no segment has an answer.
 * Where files are saved the time of its end is journaled first, so that a crash meanwhile makes the same files once more.
 */
export async function finishRun(run: JobRun, ports: FinishPorts): Promise<void> {
  const isAnyAnswered = run.segments.length === 0 || run.segments.some(({ result }) => result !== null);
  if (!isAnyAnswered) throw workerFailed(run);
  const endedAt = run.record.endedAt ?? ports.now();
  const transcript = makeTranscript(run, endedAt);
  const isComplete = transcript.holes.length === 0;
  if (isComplete && findFolder(run.record, ports) !== null) await ports.table.patch(run, { endedAt });
  const trouble = isComplete ? await saveBeside(run.record, transcript, ports) : describeHoles(transcript);
  const { characters, speechMs, recognisedMs } = run;
  const patch: JobPatch = {
    state: isComplete ? 'done' : 'incomplete',
    ...{ waiting: null, failure: trouble?.toFailure() ?? null, endedAt },
    ...{ characters, speechMs, recognisedMs },
    contentHash: await ports.hash(run),
  };
  await ports.table.finish(run, patch, transcript);
}

function makeTranscript({ record, segments }: JobRun, createdAt: number): Transcript {
  const toMs = (samples: number): number => Math.round((samples * 1000) / sampleRateHz);
  return foldTranscript({
    jobId: record.id,
    name: showName(record.name),
    modelName: record.modelName,
    isDemo: record.isDemo,
    hotwords: record.options.hotwords,
    createdAt,
    durationMs: toMs(record.totalSamples ?? 0),
    isTruncated: record.isTruncated,
    isSimulated: record.isSimulated,
    segments,
    punct: record.punct,
    scannedMs: toMs(record.scannedSamples),
  });
}

function describeHoles({ holes, durationMs }: Transcript): Failed {
  const missingMs = holes.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const detail = { missingMs, durationMs, holes: holes.length, firstHoleMs: holes[0]?.fromMs ?? 0 };
  return new Failed(
    'coverage-incomplete',
    `${Math.round(missingMs / 1000)} s of speech have no answer`,
    detail,
  );
}

/** Where its files are saved; null: nowhere. */
function findFolder(
  { path, isUpload }: JobRecord,
  { settings }: Pick<FinishPorts, 'settings'>,
): string | null {
  const { saveTo } = settings();
  if (saveTo.kind === 'folder') return saveTo.dir;
  return saveTo.kind === 'source' && !isUpload ? dirname(path) : null;
}

/** The transcript is in the store whatever comes of this: what went wrong is told beside the finished job. */
export async function saveBeside(
  record: JobRecord,
  transcript: Transcript,
  { settings, fleet }: Pick<FinishPorts, 'settings' | 'fleet'>,
): Promise<Failed | null> {
  const { saveFormats, saveName } = settings();
  const dir = findFolder(record, { settings });
  if (dir === null) return null;
  try {
    const facts = readNameFacts(record, fleet);
    const nameOf = (format: TranscriptFormat): string => renderName(saveName, facts, format);
    await saveTranscript({ transcript, formats: saveFormats, dir, nameOf });
    return null;
  } catch (thrown) {
    if (thrown instanceof Failed) return thrown;
    return new Failed('output-not-writable', foldFailure(thrown).message, { path: dir });
  }
}
