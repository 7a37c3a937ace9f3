/** What the mock host answers to fetches. */
import type { ModelFetch, ModelHub } from '../../electron/contract/model.ts';
import { makeFetch } from './mockFetches.ts';
import type { Handlers } from './mockHandlers.ts';
import { Refused, type MockState } from './mockState.ts';

export function fetchHandlers(state: MockState): Handlers {
  const put = (fetch: ModelFetch): ModelFetch => {
    state.fetches = [...state.fetches.filter(({ id }) => id !== fetch.id), fetch];
    state.emit({ type: 'fetch.changed', fetch });
    return fetch;
  };
  return {
    'models.fetch': ({ fullId, hub }: { fullId: string; hub: ModelHub }) => put(makeFetch(fullId, hub)),
    'models.cancelFetch': ({ id }: { id: string }) => {
      const fetch = state.fetches.find((one) => one.id === id);
      if (!fetch) throw new Refused('bad-request');
      return put({ ...fetch, state: 'cancelled', speedBytesS: null, endedAt: Date.now() });
    },
  };
}
