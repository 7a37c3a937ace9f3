/** Which key a request came with, and what each key has under way. */
import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { KeyView } from '../../../contract/key.ts';
import { admitKey, foldRecent } from '../../../core/doors/admitKey.ts';
import type { KeyLoad } from '../../../core/doors/admitKey.ts';
import type { Admittance } from '../../../core/doors/admitRequest.ts';
import type { Clock } from '../../ports.ts';

/** Finds the key of a secret; null: there is none. */
export type FindKey = (secret: string) => KeyView | null;

export interface KeyLoads {
  admit(key: KeyView): Admittance;
  /** Counts a file that was let in, until its answer is out or its sender has gone. */
  begin(key: KeyView, answer: Pick<EventEmitter, 'once'>): void;
}

export function createKeyLoads(clock: Clock): KeyLoads {
  const loads = new Map<string, KeyLoad>();
  const loadOf = (id: string): KeyLoad => loads.get(id) ?? { underWay: [], recent: [], tookMs: null };
  return {
    admit: ({ id, limits }) => {
      const now = clock.now();
      const load = loadOf(id);
      return admitKey(limits, { ...load, recent: foldRecent(load.recent, now) }, now);
    },
    begin: (key, answer) => {
      const at = clock.now();
      const { underWay, recent, tookMs } = loadOf(key.id);
      loads.set(key.id, {
        underWay: [...underWay, at],
        recent: [...foldRecent(recent, at), at],
        tookMs,
      });
      answer.once('close', () => {
        const load = loadOf(key.id);
        const left = load.underWay.toSpliced(load.underWay.indexOf(at), 1);
        loads.set(key.id, { ...load, underWay: left, tookMs: clock.now() - at });
      });
    },
  };
}

/** The largest file a key may bring to a door, bytes. */
export function limitBytesOf(key: KeyView | null | undefined, doorsBytes: number): number {
  return Math.min(doorsBytes, (key?.limits.fileMiB ?? Infinity) * 1024 * 1024);
}

const bearers = new WeakMap<IncomingMessage, KeyView>();

export function noteBearer(request: IncomingMessage, key: KeyView): void {
  bearers.set(request, key);
}

/** The key a request came with; undefined: the door asks for none, or it is not known. */
export function bearerOf(request: IncomingMessage): KeyView | undefined {
  return bearers.get(request);
}
