import { useEffect, useState } from 'react';
import type { RequestView } from '../../electron/contract/request.ts';
import { useEpoch, usePanel } from '../state/panel.ts';

const everyMs = 2_000;

/** Newest first; null until the host has said. Looked at anew while the page is shown: a push for each would be a push a request. */
export function useRequests(): readonly RequestView[] | null {
  const panel = usePanel();
  const epoch = useEpoch();
  const [requests, setRequests] = useState<readonly RequestView[] | null>(null);
  useEffect(() => {
    let isShown = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () =>
      panel
        .call('host.requests', {})
        .then((answer) => isShown && setRequests(answer.requests))
        .catch(() => undefined)
        .finally(() => {
          if (isShown) timer = setTimeout(() => void look(), everyMs);
        });
    void look();
    return () => {
      isShown = false;
      clearTimeout(timer);
    };
  }, [panel, epoch]);
  return requests;
}
