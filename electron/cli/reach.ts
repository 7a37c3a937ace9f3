/** The host a command works with: the one that runs on this home, else one of the command's own. */
import type { Call } from '../contract/api.ts';
import type { Push } from '../contract/push.ts';
import { Failed } from '../core/failed.ts';
import { connectHome } from '../host/doors/homeSocket/homeClient.ts';
import type { HomeClient } from '../host/doors/homeSocket/homeClient.ts';
import type { Host } from '../host/host.ts';
import { listenTo } from '../host/doors/pushes.ts';
import { callOf, localScopes } from '../host/doors/serve.ts';

export interface Reached {
  readonly call: Call;
  /** The host was started by this command and ends with it. */
  readonly isOwn: boolean;
  /** Resolves once every later push is heard. */
  onPush(listener: (push: Push) => void): Promise<void>;
  /** Rejects when the host goes away on its own. */
  readonly lost: Promise<never>;
  /** Hangs up, and ends an own host with all its workers. */
  close(): Promise<void>;
}

export interface Place {
  readonly home: string;
  readonly root: string;
}

/** The running host, or null. */
export async function attach({ home }: Place): Promise<Reached | null> {
  const client = await connectHome(home);
  return client && reachClient(client);
}

/** The running host, else a new one; `startsWorkers: false` opens it for its files alone. */
export async function reachHost(
  place: Place,
  { startsWorkers }: { startsWorkers: boolean },
): Promise<Reached> {
  const running = await attach(place);
  if (running) return running;
  // Loaded only now: a command that attaches does without the host's parts.
  const { openHost } = await import('../host/host.ts');
  try {
    return reachOwn(await openHost({ ...place, shell: 'headless', startsWorkers }));
  } catch (thrown) {
    // Another host may have taken the home in between.
    const other = thrown instanceof Failed && thrown.code === 'home-in-use' ? await attach(place) : null;
    if (other) return other;
    throw thrown;
  }
}

function reachClient(client: HomeClient): Reached {
  return {
    call: client.call,
    isOwn: false,
    onPush: client.onPush,
    lost: rejectAfter(client.closed),
    close: async () => client.close(),
  };
}

function reachOwn(host: Host): Reached {
  return {
    call: callOf(host.serve, { scopes: localScopes, who: 'command line' }),
    isOwn: true,
    onPush: async (listener) => {
      listenTo(host.pushes, listener);
    },
    lost: rejectAfter(host.closed),
    close: host.close,
  };
}

function rejectAfter(gone: Promise<void>): Promise<never> {
  const lost = gone.then(() => {
    throw new Failed('host-closing', 'the host has gone away; unfinished jobs go on when it runs again');
  });
  // Closing on purpose rejects it too, when nobody waits for it any more.
  lost.catch(() => undefined);
  return lost;
}
