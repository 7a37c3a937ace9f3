/** Correcting transcripts: what persons write is kept in the journal beside what was recognised. */
import type { EditAnswer, OpenedTranscript, SentenceChange } from '../../contract/editing.ts';
import { Failed } from '../../core/failed.ts';
import { joinEdits, layEdits, layPassage, overlaps } from '../../core/transcript/edits.ts';
import type { EditedTranscript } from '../../core/transcript/edits.ts';
import { showName } from '../../core/transcript/showName.ts';
import { readRecord, refuseMissing } from '../jobs/readEnded.ts';
import type { Clock, Emit } from '../ports.ts';
import type { JobRecord, Store } from '../store/storePort.ts';

export interface Editing {
  /** Throws job-not-found, job-not-finished, transcript-not-found. */
  open(id: string): Promise<OpenedTranscript>;
  /** All or none, on disk when it resolves. Throws transcript-edited where `revision` is not the newest, and as `open`. */
  edit(id: string, revision: number, changes: readonly SentenceChange[]): Promise<EditAnswer>;
}

export interface EditingPorts {
  readonly store: Pick<Store, 'job' | 'edited' | 'editTranscript'>;
  readonly clock: Clock;
  readonly emit: Emit;
}

interface Found {
  readonly record: JobRecord;
  /** The job whose transcript it is: another one for a skipped job. */
  readonly ownerId: string;
  readonly edited: EditedTranscript;
}

export function createEditing({ store, clock, emit }: EditingPorts): Editing {
  async function find(id: string): Promise<Found> {
    const record = await readRecord(store, id);
    for (const ownerId of [id, record.sameAs]) {
      const edited = ownerId === null ? undefined : await store.edited(ownerId);
      if (ownerId !== null && edited) return { record, ownerId, edited };
    }
    return refuseMissing(record);
  }
  return {
    async open(id) {
      const { record, edited } = await find(id);
      const { recognised, edits, revision } = edited;
      return {
        transcript: { ...layEdits(edited), jobId: id, name: showName(record.name) },
        revision,
        edited: edits.map(({ index, count, texts }) => ({
          ...{ index, written: texts.length },
          recognised: textsOf(recognised, { index, count }),
        })),
      };
    },
    async edit(id, revision, changes) {
      const { ownerId, edited } = await find(id);
      if (edited.revision !== revision) {
        const detail = { id, revision: edited.revision, madeOn: revision };
        throw new Failed('transcript-edited', `the transcript of ${id} is another since`, detail);
      }
      const edits = joinEdits(edited, changes);
      const editedAt = edits.length === 0 ? null : clock.now();
      await store.editTranscript(ownerId, { ...edited, edits }, clock.now());
      const next = { revision: revision + 1, editedAt };
      emit({ type: 'transcript.edited', jobId: ownerId, revision: next.revision });
      return { ...next, changed: listChanged({ ...edited, edits, editedAt }, changes) };
    },
  };
}

/** Over all that was changed: edits, and between them the sentences that read as recognised again. */
function listChanged(
  { recognised, edits }: EditedTranscript,
  changes: readonly SentenceChange[],
): EditAnswer['changed'] {
  const touched = changes.flatMap(({ index, count }) =>
    Array.from({ length: count }, (_, nth) => index + nth),
  );
  const plain = touched.map((index): SentenceChange => {
    return { index, count: 1, texts: [recognised.sentences[index]?.text ?? ''] };
  });
  const edited = edits.filter((edit) => changes.some((change) => overlaps(edit, change)));
  return [...edited, ...plain.filter((one) => !edited.some((edit) => overlaps(edit, one)))]
    .sort((a, b) => a.index - b.index)
    .map((passage) => ({
      index: passage.index,
      recognised: textsOf(recognised, passage),
      sentences: [...layPassage(recognised.sentences, passage)],
    }));
}

function textsOf(
  { sentences }: EditedTranscript['recognised'],
  { index, count }: Pick<SentenceChange, 'index' | 'count'>,
): string[] {
  return sentences.slice(index, index + count).map(({ text }) => text);
}
