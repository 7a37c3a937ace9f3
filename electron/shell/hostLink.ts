/** The host behind this desktop: the one that runs on this home already, else one of its own in this process. */
import { calls } from '../contract/api.ts';
import type { Call, CallName, Reply } from '../contract/api.ts';
import type { Push, PushEvent } from '../contract/push.ts';
import { Failed, foldFailure } from '../core/failed.ts';
import { connectHome } from '../host/doors/homeSocket/homeClient.ts';
import type { HomeClient } from '../host/doors/homeSocket/homeClient.ts';
import { browserScopes, callOf, localScopes } from '../host/doors/serve.ts';
import { openHost } from '../host/host.ts';
import type { Host } from '../host/host.ts';

export interface HostLink {
  /** It ends with this program. */
  readonly isOwn: boolean;
  /** A call of the panel's, which may name no path. */
  serve(name: string, input: unknown): Promise<Reply>;
  /** A call of the desktop's own. */
  readonly call: Call;
  /** Pushes for a panel that is looked at. */
  onPush(listener: (push: Push) => void): () => void;
  /** Events for the desktop itself, which is nobody that looks. */
  onEvent(listener: (event: PushEvent) => void): () => void;
  /** Resolves once the host is gone, whoever ended it. */
  readonly closed: Promise<void>;
  /** Ends an own host with all its workers; hangs up on another. */
  close(): Promise<void>;
}

/** Throws what openHost throws. */
export async function openHostLink(place: { home: string; root: string }): Promise<HostLink> {
  const running = await connectHome(place.home);
  if (running) return linkClient(running);
  try {
    return await linkOwn(await openHost({ ...place, shell: 'electron', watchesFolders: true }));
  } catch (thrown) {
    // Another host may have taken the home in between.
    const isTaken = thrown instanceof Failed && thrown.code === 'home-in-use';
    const other = isTaken ? await connectHome(place.home) : null;
    if (other) return linkClient(other);
    throw thrown;
  }
}

async function linkOwn(host: Host): Promise<HostLink> {
  await host.openDoors();
  const subscribe = (listener: (push: Push) => void): (() => void) =>
    // IPC keeps no count of what a window has not read, so it is never cut off.
    host.pushes.subscribe({ deliver: listener, heldBytes: () => 0, cut: () => undefined });
  return {
    isOwn: true,
    serve: (name, input) => host.serve(name, input, { scopes: browserScopes, who: 'panel' }),
    call: callOf(host.serve, { scopes: localScopes, who: 'desktop' }),
    onPush: subscribe,
    onEvent: (listener) => host.pushes.tap(listener),
    closed: host.closed,
    close: () => host.close(),
  };
}

async function linkClient(client: HomeClient): Promise<HostLink> {
  const listeners = new Set<(push: Push) => void>();
  const listen = (listener: (push: Push) => void): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  await client.onPush((push) => listeners.forEach((listener) => listener(push)));
  return {
    isOwn: false,
    serve: async (name, input) => {
      try {
        if (!mayPanelCall(name))
          throw new Failed('forbidden', `${name} is not the panel's to call`, { name });
        // The running host checks the input itself; this only has no type for what is still unknown.
        return { ok: true, value: await client.call(name, input as never) };
      } catch (thrown) {
        return { ok: false, failure: foldFailure(thrown) };
      }
    },
    call: client.call,
    onPush: listen,
    onEvent: (listener) => listen(({ event }) => listener(event)),
    closed: client.closed,
    close: async () => client.close(),
  };
}

/** The home socket would let it name paths of this machine. */
function mayPanelCall(name: string): name is CallName {
  return Object.hasOwn(calls, name) && browserScopes.has(calls[name as CallName].scope);
}
