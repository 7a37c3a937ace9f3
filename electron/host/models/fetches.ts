/** Models on their way from a hub into the data home. What is on disk survives; what is known of a fetch does not. */
import { join } from 'node:path';
import type { ModelFetch, ModelHub } from '../../contract/model.ts';
import { Failed, foldFailure } from '../../core/failed.ts';
import type { Emit, Fetches, Log } from '../ports.ts';
import { runFetch } from './fetchRun.ts';
import type { FetchTools } from './fetchRun.ts';

export interface FetchesPorts extends Omit<FetchTools, 'silenceMs'> {
  readonly home: string;
  readonly emit: Emit;
  readonly log: Log;
  readonly silenceMs?: number;
}

/** Longer than any retry of the clients' own. */
const silenceMs = 120_000;

/** Ended fetches that are still told of. */
const endedKept = 20;

export function openFetches(ports: FetchesPorts): Fetches {
  const fetches = new Map<string, Fetch>();
  const tools = { silenceMs, ...ports };
  return {
    list: () => [...fetches.values()].map((fetch) => fetch.view),
    begin: (fullId, hub) => {
      const id = `${hub}/${fullId}`;
      const known = fetches.get(id);
      if (known?.view.endedAt === null) return known.view;
      fetches.delete(id);
      const ended = [...fetches.values()].filter(({ view }) => view.endedAt !== null);
      for (const { view } of ended.slice(0, -endedKept)) fetches.delete(view.id);
      const fetch = new Fetch(tools, fullId, hub);
      fetches.set(id, fetch);
      return fetch.view;
    },
    cancel: async (id) => {
      const fetch = fetches.get(id);
      if (!fetch) throw new Failed('bad-request', `There is no fetch ${id}.`, { field: 'id' });
      await fetch.close();
      return fetch.view;
    },
    close: async () => {
      await Promise.all([...fetches.values()].map((fetch) => fetch.close()));
    },
  };
}

class Fetch {
  readonly #ports: FetchesPorts;
  readonly #stopping = new AbortController();
  readonly #ended: Promise<void>;
  #view: ModelFetch;

  constructor(ports: FetchesPorts & FetchTools, fullId: string, hub: ModelHub) {
    this.#ports = ports;
    this.#view = {
      ...{ id: `${hub}/${fullId}`, fullId, hub, state: 'preparing', note: null },
      ...{ doneBytes: 0, totalBytes: null, speedBytesS: null },
      ...{ startedAt: ports.clock.now(), endedAt: null, failure: null, modelId: null },
    };
    this.#show({});
    const dir = join(ports.home, 'models', hub, ...fullId.split('/'));
    const { signal } = this.#stopping;
    this.#ended = runFetch(ports, { fullId, hub, dir, signal, show: (changed) => this.#show(changed) }).then(
      (modelId) => this.#end({ state: 'done', modelId }),
      (thrown: unknown) => this.#fail(thrown, dir),
    );
  }

  get view(): ModelFetch {
    return this.#view;
  }

  /** Its process is gone when it resolves. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#ended;
  }

  #fail(thrown: unknown, dir: string): void {
    if (this.#stopping.signal.aborted) return this.#end({ state: 'cancelled' });
    const { fullId, hub } = this.#view;
    const failure = foldFailure(thrown);
    this.#ports.log.warn('a model was not fetched', { fullId, hub, ...failure });
    this.#end({ state: 'failed', failure: { ...failure, detail: { ...failure.detail, fullId, hub, dir } } });
  }

  #end(changed: Partial<ModelFetch>): void {
    this.#show({ ...changed, note: null, speedBytesS: null, endedAt: this.#ports.clock.now() });
  }

  #show(changed: Partial<ModelFetch>): void {
    this.#view = { ...this.#view, ...changed };
    this.#ports.emit({ type: 'fetch.changed', fetch: this.#view });
  }
}
