import { useEffect } from 'react';
import { useUploads } from '../state/panel.ts';

/** Asks before the page is left while files have not reached the host yet. */
export function useUnsentWarning(): void {
  const isUnsent = useUploads().some((upload) => upload.state !== 'failed');
  useEffect(() => {
    if (!isUnsent) return;
    const onLeave = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', onLeave);
    return () => removeEventListener('beforeunload', onLeave);
  }, [isUnsent]);
}
