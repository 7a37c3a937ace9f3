/** Whether a key may bring one more file, judged before it is sent. */
import type { KeyLimits } from '../../contract/key.ts';
import type { Admittance } from './admitRequest.ts';

/** What a key has going; times are ms of one clock. */
export interface KeyLoad {
  /** When each file under way began. */
  readonly underWay: readonly number[];
  /** When files began in the last minute, the oldest first. */
  readonly recent: readonly number[];
  /** How long the file took that ended last; null: none has. */
  readonly tookMs: number | null;
}

const minuteMs = 60_000;
/** Where no file of this key has ended yet. */
const unknownWaitS = 5;

/** Its files at once come first, then those of the last minute. */
export function admitKey(limits: KeyLimits, load: KeyLoad, now: number): Admittance {
  const { uploads, filesPerMin } = limits;
  if (uploads !== null && load.underWay.length >= uploads) {
    return refuse(`this key may have ${uploads} files under way at once`, predictPlaceS(load, now));
  }
  const over = filesPerMin === null ? undefined : load.recent.at(-filesPerMin);
  if (over === undefined) return { isAdmitted: true };
  return refuse(`this key may bring ${filesPerMin} files a minute`, secondsOf(over + minuteMs - now));
}

/** Those of the last minute. */
export function foldRecent(recent: readonly number[], now: number): readonly number[] {
  return recent.filter((at) => at > now - minuteMs);
}

/** The one that began first is taken to need as long as the last one did. */
function predictPlaceS({ underWay, tookMs }: KeyLoad, now: number): number {
  return tookMs === null ? unknownWaitS : secondsOf(Math.min(...underWay) + tookMs - now);
}

function secondsOf(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}

function refuse(message: string, retryAfterS: number): Admittance {
  return { isAdmitted: false, code: 'busy', message, retryAfterS };
}
