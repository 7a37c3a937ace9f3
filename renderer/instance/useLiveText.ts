import { useEffect, useState } from 'react';
import { useEpoch, usePanel } from '../state/panel.ts';
import { mergeText, noText, type LiveText } from '../state/liveText.ts';

/** The text of a job as far as it is recognised; null until the host has told. Read again after every snapshot. */
export function useLiveText(jobId: string): LiveText | null {
  const { call, onEvent } = usePanel();
  const epoch = useEpoch();
  const [live, setLive] = useState<LiveText | null>(null);
  useEffect(() => {
    let isOver = false;
    // What comes before the report is kept for it: a lone late line would look like the beginning.
    let early: LiveText | null = noText;
    const stop = onEvent((event) => {
      if (event.type !== 'segments.recognised' || event.jobId !== jobId) return;
      early = early && mergeText(early, event);
      setLive((known) => known && mergeText(known, event));
    });
    call('jobs.segments', { id: jobId })
      .then((report) => {
        if (isOver) return;
        const whole = mergeText(report, early ?? noText);
        early = null;
        setLive((known) => mergeText(known ?? noText, whole));
      })
      // A lost host is told by the banner; the text known so far stays.
      .catch(() => undefined);
    return () => {
      isOver = true;
      stop();
    };
  }, [call, onEvent, jobId, epoch]);
  return live;
}
