/** A job record and the places its fields lie in; pure, used on the main thread. */
import type { SentenceChange } from '../../contract/editing.ts';
import type { Transcript } from '../../contract/job.ts';
import type { EditedTranscript } from '../../core/transcript/edits.ts';
import type {
  EditedRow,
  FullJobRow,
  JobParts,
  JobProgressColumns,
  JobRow,
  SegmentRow,
  TranscriptRow,
  WholeJobParts,
} from './storeMessages.ts';
import type { JobRecord, JobSummary, SegmentRecord } from './storePort.ts';

const columnNames = ['id', 'name', 'state', 'acceptedAt', 'endedAt'] as const;
const progressNames = ['vadState', 'punct', 'punctCarry'] as const;

/** What is not given stays not given: a patch splits into patches. */
export function splitRecord(record: Partial<JobRecord>): JobParts {
  const given = Object.entries(record).filter(([, value]) => value !== undefined);
  const take = (names: readonly string[]) =>
    Object.fromEntries(given.filter(([name]) => names.includes(name)));
  const { target, punct } = record;
  const apart: readonly string[] = [...columnNames, ...progressNames, 'target'];
  return {
    columns: {
      ...take(columnNames),
      ...(target && { instanceId: target.kind === 'instance' ? target.instanceId : null }),
    },
    progress: {
      ...(take(progressNames) as Partial<JobProgressColumns>),
      // A string crosses between threads far faster than tens of thousands of marks.
      ...(punct && { punct: JSON.stringify(punct) }),
    },
    rest: Object.fromEntries(given.filter(([name]) => !apart.includes(name))),
  };
}

export function splitWholeRecord(record: JobRecord): WholeJobParts {
  return splitRecord(record) as WholeJobParts;
}

type Rest = Omit<JobSummary, 'id' | 'name' | 'state' | 'target' | 'acceptedAt' | 'endedAt'>;

/** Of a job from before there were simulated boxes, pauses, places and skips. */
const unsaid: Partial<Rest> = {
  ...{ isSimulated: false, isPaused: false, putFirstAt: null, isInteractive: false },
  ...{ skipsDone: false, contentHash: null, frontKey: null, sameAs: null },
  troubles: [],
};

export function joinSummary(row: JobRow): JobSummary {
  const { id, name, state, instanceId, acceptedAt, endedAt } = row;
  return {
    ...unsaid,
    ...(JSON.parse(row.rest) as Rest),
    id,
    name,
    state,
    target: instanceId === null ? { kind: 'fleet' } : { kind: 'instance', instanceId },
    acceptedAt,
    endedAt,
  };
}

export function joinRecord(row: FullJobRow): JobRecord {
  const { vadState, punct, punctCarry } = row;
  return { ...joinSummary(row), vadState, punct: JSON.parse(punct) as string[], punctCarry };
}

export function splitSegment(segment: SegmentRecord): SegmentRow {
  const { result } = segment;
  return { ...segment, result: result && JSON.stringify(result) };
}

export function joinSegment(row: SegmentRow): SegmentRecord {
  return { ...row, result: row.result === null ? null : (JSON.parse(row.result) as SegmentRecord['result']) };
}

export function splitTranscript(transcript: Transcript): TranscriptRow {
  const { text, ...rest } = transcript;
  return { text, rest: JSON.stringify(rest), createdAt: transcript.createdAt };
}

/** Of a transcript from before hotwords were kept. */
const unsaidInTranscript: Partial<Transcript> = { hotwords: [] };

export function joinEdited({ text, rest, edits, revision, editedAt }: EditedRow): EditedTranscript {
  const kept = JSON.parse(rest) as Omit<Transcript, 'text' | 'editedAt'>;
  return {
    recognised: { ...unsaidInTranscript, ...kept, text, editedAt: null },
    edits: edits === null ? [] : (JSON.parse(edits) as KeptEdit[]).map(joinEdit),
    ...{ revision, editedAt },
  };
}

type KeptEdit = SentenceChange | { readonly index: number; readonly text: string };

/** Before sentences were split and merged an edit was one sentence's text. */
function joinEdit(kept: KeptEdit): SentenceChange {
  return 'texts' in kept ? kept : { index: kept.index, count: 1, texts: [kept.text] };
}

export function renderEdits(edits: readonly SentenceChange[]): string {
  return JSON.stringify(edits);
}
