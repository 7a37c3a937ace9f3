/** Whether a door takes one more file, judged before it is sent. */
import { isAble, isComing } from '../../contract/instance.ts';
import type { InstanceView } from '../../contract/instance.ts';
import type { FailureCode } from '../../contract/failure.ts';

/** Most jobs under way or waiting; more is a queue nobody waits for. */
export const longestQueue = 1_000;
/** Where nothing is known of how long it takes. */
const unknownWaitS = 60;
/** A full disk is looked at every second, but only a person makes room: so often it is worth a sender's while to ask. */
export const diskRetryS = 60;
/** A program that is told to come again comes within these, s. */
const retryWithin = { min: 1, max: 3_600 } as const;

export interface Load {
  /** Jobs active and waiting. */
  readonly jobs: number;
  /** Seconds of sound that are still to be recognised; a guess where a file is not decoded yet. */
  readonly remainingS: number;
  /** What is accepted would only wait, with the next file on top. */
  readonly isDiskFull: boolean;
  /** Those that may take the file: all, or the one the door belongs to. */
  readonly instances: readonly InstanceView[];
  /** One of them is started again and on its way out still. */
  readonly comesBack: boolean;
  /** Jobs that end a second while the queue is long; null: too few did to tell. Of files not decoded yet the length is a guess, and an instance's speed is not the box's. */
  readonly endsPerS: number | null;
}

export type Admittance =
  | { readonly isAdmitted: true }
  | {
      readonly isAdmitted: false;
      readonly code: FailureCode;
      readonly message: string;
      /** Whole seconds. */
      readonly retryAfterS: number;
    };

/** `isAnswered`: its sender waits for the text; a job that is only queued may wait for an instance, too. */
export function admitRequest(load: Load, isAnswered: boolean): Admittance {
  if (isAnswered && !load.comesBack && !load.instances.some(isHopeful)) {
    const message = 'no instance is running or starting that could recognise it';
    return { isAdmitted: false, code: 'instance-unavailable', message, retryAfterS: unknownWaitS };
  }
  if (load.isDiskFull) {
    const message = 'it is looked at every second, and files are taken again once there is room';
    return { isAdmitted: false, code: 'disk-full', message, retryAfterS: diskRetryS };
  }
  if (load.jobs < longestQueue) return { isAdmitted: true };
  const message = `${load.jobs} jobs wait already, the queue takes ${longestQueue}`;
  return { isAdmitted: false, code: 'busy', message, retryAfterS: predictDrainS(load) };
}

/**
 * Until the queue as it is has been done. A single place is free sooner, but everybody who was refused would be back for it
 * at once.
 */
function predictDrainS({ jobs, remainingS, endsPerS, instances }: Load): number {
  if (endsPerS !== null) return within(jobs / endsPerS);
  const speedX = instances.reduce((sum, { phase, speedX }) => sum + (isAble(phase) ? (speedX ?? 0) : 0), 0);
  if (speedX <= 0) return unknownWaitS;
  return within(remainingS / speedX);
}

function within(waitS: number): number {
  return Math.min(retryWithin.max, Math.max(retryWithin.min, Math.ceil(waitS)));
}

function isHopeful({ phase }: InstanceView): boolean {
  return isAble(phase) || isComing(phase);
}
