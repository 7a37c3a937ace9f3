import { useCallback, useEffect, useState } from 'react';
import type { ListeningView } from '../../electron/contract/listen.ts';
import { usePanel } from '../state/panel.ts';

export type Listening =
  { readonly state: 'off' } | ListeningView | { readonly state: 'failed'; readonly thrown: unknown };

const askEveryMs = 250;
const first: Listening = { state: 'preparing', decodedS: 0, totalS: null };

/** The copy of a job's source to listen to: nothing until `prepare` is called, then the host's word until it is ready. */
export function useListening(jobId: string): {
  readonly listening: Listening;
  readonly prepare: () => void;
  readonly fail: (thrown: unknown) => void;
} {
  const { call } = usePanel();
  const [listening, setListening] = useState<Listening>({ state: 'off' });
  useEffect(() => {
    if (listening.state !== 'preparing') return;
    let isOver = false;
    const tell = (told: Listening) => !isOver && setListening(told);
    // Each answer begins the next wait; the first is not waited for.
    const waitMs = listening === first ? 0 : askEveryMs;
    const timer = setTimeout(() => {
      call('transcripts.listen', { id: jobId }).then(tell, (thrown: unknown) =>
        tell({ state: 'failed', thrown }),
      );
    }, waitMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [call, jobId, listening]);
  const prepare = useCallback(() => setListening(first), []);
  const fail = useCallback((thrown: unknown) => setListening({ state: 'failed', thrown }), []);
  return { listening, prepare, fail };
}
