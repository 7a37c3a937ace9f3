import { createContext, use, useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Call, CallOutput } from '../../electron/contract/api.ts';
import type { FleetMark, UsageSample } from '../../electron/contract/machine.ts';
import type { PushEvent } from '../../electron/contract/push.ts';
import { DeskShelf } from '../transcripts/deskShelf.ts';
import { createCall } from '../wire/client.ts';
import type { Wire } from '../wire/wire.ts';
import { Connection, type Link } from './connect.ts';
import type { HostState } from './hostState.ts';
import { UploadQueue, type Upload } from './uploads.ts';
import { HistoryReader } from './history.ts';
import { foldMark, foldUsage } from './usage.ts';

export interface HostStore {
  readonly link: Link;
  /** null until the first snapshot. */
  readonly state: HostState | null;
  /** Rises with every snapshot: what was read besides it (logs, text, memory) has to be read again. */
  readonly epoch: number;
  readonly usage: readonly UsageSample[];
  readonly marks: readonly FleetMark[];
  /** What this browser may do; null until the host has said. */
  readonly access: Access | null;
}

export type Access = CallOutput<'host.access'>;

const nothingKnown: HostStore = {
  link: 'connecting',
  state: null,
  epoch: 0,
  usage: [],
  marks: [],
  access: null,
};

/** Everything the panel's rooms need of the outside, made once. */
export interface Panel {
  readonly wire: Wire;
  readonly call: Call;
  readonly host: StoreApi<HostStore>;
  readonly history: Pick<HistoryReader, 'want'>;
  readonly uploads: UploadQueue;
  readonly desks: DeskShelf;
  /** Every push as it is laid on the state; the function returned stops it. */
  onEvent(listener: (event: PushEvent) => void): () => void;
  close(): void;
}

/** Connects to the host and follows it. */
export function createPanel(wire: Wire): Panel {
  const call = createCall(wire);
  const host = createStore<HostStore>(() => nothingKnown);
  const history = openHistory(wire, host);
  const desks = new DeskShelf(call);
  const listeners = new Set<(event: PushEvent) => void>();
  const connection = new Connection({
    wire,
    call,
    onLink: (link) => host.setState({ link }),
    onState(state, isFresh) {
      host.setState(({ epoch }) => ({ state, epoch: isFresh ? epoch + 1 : epoch }));
      if (!isFresh) return;
      void history.catchUp();
      void readAccess(call, host);
    },
    onEvent(event) {
      if (event.type === 'usage.sampled') {
        host.setState(({ usage }) => ({ usage: foldUsage(usage, event.sample) }));
      }
      if (event.type === 'fleet.marked') {
        host.setState(({ marks }) => ({ marks: foldMark(marks, event.mark) }));
      }
      if (event.type === 'job.removed') desks.forget(event.id);
      for (const listener of listeners) listener(event);
    },
  });
  return {
    ...{ wire, call, host, history, desks },
    uploads: new UploadQueue(wire),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => connection.close(),
  };
}

/** A host that does not answer this does not answer anything: the connection sees to it. */
async function readAccess(call: Call, host: StoreApi<HostStore>): Promise<void> {
  const access = await call('host.access', {}).catch(() => null);
  if (access) host.setState({ access });
}

function openHistory(wire: Wire, host: StoreApi<HostStore>): HistoryReader {
  return new HistoryReader({
    wire,
    known: () => ({ samples: host.getState().usage, marks: host.getState().marks }),
    onRead: ({ samples, marks }) => host.setState({ usage: samples, marks }),
  });
}

export const PanelContext = createContext<Panel | null>(null);

export function usePanel(): Panel {
  const panel = use(PanelContext);
  if (!panel) throw new Error('no panel around this component');
  return panel;
}

/** Part of what the host last said; undefined until it has said anything. */
export function useHost<T>(select: (state: HostState) => T): T | undefined {
  return useStore(usePanel().host, ({ state }) => (state ? select(state) : undefined));
}

export function useLink(): Link {
  return useStore(usePanel().host, ({ link }) => link);
}

export function useAccess(): Access | null {
  return useStore(usePanel().host, ({ access }) => access);
}

/** Signed in to look: everything is shown, nothing changed. */
export function useIsReadOnly(): boolean {
  return useStore(usePanel().host, ({ access }) => access !== null && !access.scopes.includes('operate'));
}

export function useEpoch(): number {
  return useStore(usePanel().host, ({ epoch }) => epoch);
}

export function useUsage(): readonly UsageSample[] {
  return useStore(usePanel().host, ({ usage }) => usage);
}

/** Has measurements read as far back as is shown. */
export function useHistoryWanted(rangeMs: number): void {
  const { history } = usePanel();
  useEffect(() => history.want(rangeMs), [history, rangeMs]);
}

export function useUploads(): readonly Upload[] {
  return useStore(usePanel().uploads.store, ({ list }) => list);
}
