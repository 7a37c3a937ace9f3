/** Keeps the journaled state of every job under way true, and the reason why it waits. */
import { setImmediate as yieldLoop } from 'node:timers/promises';
import { foldState } from '../../core/schedule/jobState.ts';
import type { WaitingReason } from '../../core/schedule/jobState.ts';
import { judgeInstances } from '../../core/schedule/waitingReason.ts';
import type { KnownInstance } from '../../core/schedule/waitingReason.ts';
import { isHeld, isRecognised } from './jobRun.ts';
import type { JobRun } from './jobRun.ts';
import type { Fleet } from '../ports.ts';
import type { RunTable } from './runTable.ts';
import type { JobPatch } from '../store/storePort.ts';

export interface JobStates {
  /** Journals the job's state where it is not so already. */
  refresh(run: JobRun): void;
  /** All of them, one after the other. */
  refreshAll(): Promise<void>;
}

export interface JobStatePorts {
  readonly table: RunTable;
  readonly fleet: Pick<Fleet, 'list'>;
  readonly isDiskFull: () => boolean;
  /** An instance that works has its very model and precision. */
  readonly canTake: (run: JobRun) => boolean;
  readonly onChanged: (run: JobRun) => void;
  readonly attempt: (run: JobRun, work: () => Promise<void>) => void;
}

/** So many are judged before others have their turn on the event loop. */
const judgedAtOnce = 100;

export function createJobStates(ports: JobStatePorts): JobStates {
  const { table, attempt, onChanged } = ports;

  async function write(run: JobRun): Promise<void> {
    run.isStating = true;
    try {
      for (let patch = plan(run); patch !== null; patch = plan(run)) {
        await table.patch(run, patch);
        onChanged(run);
      }
    } finally {
      run.isStating = false;
    }
  }
  const plan = (run: JobRun): JobPatch | null => planPatch(run, readInstances(ports), ports);
  return {
    refresh(run) {
      if (!run.isStating && plan(run) !== null) attempt(run, () => write(run));
    },
    async refreshAll() {
      let known = readInstances(ports);
      let judged = 0;
      for (const run of table.all()) {
        if (!run.isStating && planPatch(run, known, ports) !== null) await write(run);
        judged += 1;
        if (judged % judgedAtOnce > 0) continue;
        await yieldLoop();
        known = readInstances(ports);
      }
    },
  };
}

function readInstances({ fleet }: JobStatePorts): KnownInstance[] {
  return fleet.list().map(({ spec, phase }) => ({ id: spec.id, phase, modelId: spec.modelId }));
}

/** null: it is so already, or the job is ending. */
function planPatch(
  run: JobRun,
  known: readonly KnownInstance[],
  { isDiskFull, canTake }: JobStatePorts,
): JobPatch | null {
  if (run.isEnding || run.saving !== null) return null;
  const isNoRoom = run.isOutOfRoom || (isDiskFull() && run.decode !== 'whole');
  const isPaused = isHeld(run);
  const reason = isNoRoom ? 'disk-full' : judgeRun(run, known, canTake(run));
  const waiting = isPaused ? null : reason;
  const isBegun = run.decode !== 'idle' || isRecognised(run);
  const state = foldState({ isPaused, waiting, isBegun, isFound: isBegun && run.record.scannedSamples > 0 });
  return state === run.record.state && waiting === run.record.waiting ? null : { state, waiting };
}

function judgeRun(run: JobRun, known: readonly KnownInstance[], canTake: boolean): WaitingReason | null {
  // What is aboard is being worked at; what has all its answers needs nobody.
  if (run.batchesAboard > 0 || isRecognised(run)) return null;
  const { target, modelId } = run.record;
  const instanceId = target.kind === 'instance' ? target.instanceId : null;
  return judgeInstances({ instanceId, modelId: modelId === '' ? null : modelId, canTake }, known);
}
