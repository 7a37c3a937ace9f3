import { useEffect } from 'react';
import { usePanel } from '../state/panel.ts';

/** Asks before the page is left while files have not reached the host yet, or a sentence is written and not saved. */
export function useUnsentWarning(): void {
  const { uploads, desks } = usePanel();
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      const isSending = uploads.store.getState().list.some(({ state }) => state !== 'failed');
      if (isSending || desks.isUnsaved()) event.preventDefault();
    };
    addEventListener('beforeunload', onLeave);
    return () => removeEventListener('beforeunload', onLeave);
  }, [uploads, desks]);
}
