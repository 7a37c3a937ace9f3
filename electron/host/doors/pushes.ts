/** Host → panel events. Numbered from 1 without a gap, so that a panel notices a missed one and takes a new snapshot. */
import type { Push, PushEvent } from '../../contract/push.ts';
import type { Emit } from '../ports.ts';

/** A subscriber holding more unsent bytes than this is cut; it comes back with a new snapshot. */
const heldLimitBytes = 8 * 1024 * 1024;

export interface Subscriber {
  /** `text` is the push as JSON, made once for all subscribers. */
  deliver(push: Push, text: string): void;
  /** Bytes handed over and not yet on their way. */
  heldBytes(): number;
  cut(): void;
}

export interface Pushes {
  readonly emit: Emit;
  /** Number of the newest push. A snapshot reads it before it reads any state: what changes later comes as a push. */
  seq(): number;
  subscribe(subscriber: Subscriber): () => void;
  /** Hears every event in this process as it is emitted, and is nobody: what is only measured for panels stays unmeasured. */
  tap(listener: (event: PushEvent) => void): () => void;
  /** Whether anybody listens. */
  isHeard(): boolean;
  /** Called when the first subscriber has come. */
  onHeard(listener: () => void): void;
}

export function createPushes(): Pushes {
  const subscribers = new Set<Subscriber>();
  const heard = new Set<() => void>();
  const taps = new Set<(event: PushEvent) => void>();
  let seq = 0;
  return {
    seq: () => seq,
    emit: (event) => {
      seq += 1;
      for (const tap of taps) tap(event);
      if (subscribers.size === 0) return;
      const push: Push = { seq, event };
      const text = JSON.stringify(push);
      for (const subscriber of subscribers) {
        if (subscriber.heldBytes() <= heldLimitBytes) {
          subscriber.deliver(push, text);
          continue;
        }
        subscribers.delete(subscriber);
        subscriber.cut();
      }
    },
    subscribe: (subscriber) => {
      subscribers.add(subscriber);
      if (subscribers.size === 1) for (const listener of heard) listener();
      return () => {
        subscribers.delete(subscriber);
      };
    },
    tap: (listener) => {
      taps.add(listener);
      return () => {
        taps.delete(listener);
      };
    },
    isHeard: () => subscribers.size > 0,
    onHeard: (listener) => void heard.add(listener),
  };
}

/** A subscriber in this process, which holds nothing back. */
export function listenTo(pushes: Pushes, listener: (push: Push) => void): () => void {
  return pushes.subscribe({ deliver: listener, heldBytes: () => 0, cut: () => undefined });
}
