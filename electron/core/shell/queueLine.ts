/** The queue as the desktop tells of it: what moves, how far it is, and how it ended. Fed with pushes; keeps no clock. */
import type { JobView } from '../../contract/job.ts';
import { isEnded } from '../schedule/jobState.ts';

/** Files whose names a question lists. */
const listedFiles = 6;

/** Weight in the whole of a file whose length is not known yet, s. */
const guessedS = 60;

export interface QueueEnd {
  readonly done: number;
  readonly failed: number;
}

interface Kept {
  readonly name: string;
  readonly lengthS: number;
  readonly fraction: number | null;
}

const nothing: QueueEnd = { done: 0, failed: 0 };

export class QueueLine {
  readonly #moving = new Map<string, Kept>();
  /** Since the queue was last empty. */
  #endedS = 0;
  #ended = nothing;
  #untold: QueueEnd | null = null;

  take(job: JobView): void {
    if (isMoving(job)) return void this.#moving.set(job.id, keep(job));
    const kept = this.#moving.get(job.id);
    if (kept === undefined) return;
    if (isEnded(job.state) && job.state !== 'cancelled') {
      this.#endedS += kept.lengthS;
      const isDone = job.state === 'done' || job.state === 'skipped';
      const { done, failed } = this.#ended;
      this.#ended = { done: done + Number(isDone), failed: failed + Number(!isDone) };
    }
    this.remove(job.id);
  }

  remove(id: string): void {
    if (!this.#moving.delete(id) || this.#moving.size > 0) return;
    if (this.#ended !== nothing) this.#untold = this.#ended;
    this.#ended = nothing;
    this.#endedS = 0;
  }

  /** Jobs that move by themselves; paused ones and those that wait for an instance stand in the journal and don't. */
  moving(): number {
    return this.#moving.size;
  }

  /** Names and fractions of the first few, the furthest first. */
  list(): readonly { readonly name: string; readonly fraction: number | null }[] {
    const sorted = [...this.#moving.values()].toSorted((a, b) => (b.fraction ?? 0) - (a.fraction ?? 0));
    return sorted.slice(0, listedFiles).map(({ name, fraction }) => ({ name, fraction }));
  }

  /** Over all since the queue was last empty, 0…1; null while nothing moves. */
  fraction(): number | null {
    if (this.#moving.size === 0) return null;
    let wholeS = this.#endedS;
    let doneS = this.#endedS;
    for (const { lengthS, fraction } of this.#moving.values()) {
      wholeS += lengthS;
      doneS += lengthS * (fraction ?? 0);
    }
    return doneS / wholeS;
  }

  /** How the queue ended, once after its end. */
  takeEnd(): QueueEnd | null {
    const end = this.#untold;
    this.#untold = null;
    return end;
  }
}

function isMoving({ state }: JobView): boolean {
  return state === 'queued' || state === 'decoding' || state === 'running';
}

/** A file of no length still counts as something. */
function keep({ name, progress }: JobView): Kept {
  return { name, lengthS: Math.max(1, progress.totalS ?? guessedS), fraction: progress.fraction };
}
