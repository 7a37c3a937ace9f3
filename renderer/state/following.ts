import type { Snapshot } from '../../electron/contract/snapshot.ts';
import type { Push } from '../../electron/contract/push.ts';
import { foldPush, type HostState } from './hostState.ts';

/** The panel on the host's heels. `pending` are pushes that came while a snapshot is asked for. */
export interface Following {
  readonly state: HostState | null;
  readonly pending: readonly Push[];
  readonly isAsking: boolean;
}

export const notFollowing: Following = { state: null, pending: [], isAsking: false };

/** Waits for a snapshot; pushes are kept until it comes. */
export function stepAsk(following: Following): Following {
  return { ...following, isAsking: true };
}

/** The snapshot asked for did not come. */
export function stepAskFailed(following: Following): Following {
  return { ...following, pending: [], isAsking: false };
}

/** A push: laid on top, kept, or the sign of a gap (then isAsking turns true and a snapshot must be fetched). */
export function stepPush(following: Following, push: Push): Following {
  const { state, pending, isAsking } = following;
  if (isAsking || !state) return { state, pending: [...pending, push], isAsking: true };
  const folded = foldPush(state, push);
  if (folded === 'gap') return { state, pending: [push], isAsking: true };
  return folded === state ? following : { ...following, state: folded };
}

/** A snapshot, then what is pending after it; isAsking stays true where even that leaves a gap. */
export function stepSnapshot(following: Following, snapshot: Snapshot): Following {
  let state: HostState = snapshot;
  for (const push of following.pending) {
    const folded = foldPush(state, push);
    if (folded === 'gap') {
      const pending = following.pending.filter((one) => one.seq > state.seq);
      return { state, pending, isAsking: true };
    }
    state = folded;
  }
  return { state, pending: [], isAsking: false };
}
