/** Correcting transcripts: what persons write is kept in the journal beside what was recognised. */
import type { EditAnswer, OpenedTranscript, SentenceChange } from '../../contract/editing.ts';
import { Failed } from '../../core/failed.ts';
import { joinEdits, layEdits } from '../../core/transcript/edits.ts';
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
        recognised: edits.map(({ index }) => ({ index, text: recognised.sentences[index]?.text ?? '' })),
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

function listChanged(edited: EditedTranscript, changes: readonly SentenceChange[]): EditAnswer['changed'] {
  const { sentences } = layEdits(edited);
  return [...new Set(changes.map(({ index }) => index))].flatMap((index) => {
    const [sentence, before] = [sentences[index], edited.recognised.sentences[index]];
    return sentence && before ? [{ index, sentence, recognised: before.text }] : [];
  });
}
