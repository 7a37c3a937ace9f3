import { useCallback, useEffect, useState } from 'react';
import { foldAppended, foldOlder, foldReport, logPageSize, noLog, type LogView } from '../state/logView.ts';
import { useEpoch, usePanel } from '../state/panel.ts';

/** The log of a run of an instance: history first, then what is appended. `asked` null is the latest run. */
export function useLog(id: string, asked: string | null, currentRun: string | null) {
  const { call, onEvent } = usePanel();
  const epoch = useEpoch();
  const [log, setLog] = useState<LogView>(noLog);
  useEffect(() => {
    let isOver = false;
    const stop = onEvent((event) => {
      if (event.type === 'log.appended' && event.id === id) setLog((known) => foldAppended(known, event));
    });
    call('instances.log', { id, limit: logPageSize, ...(asked && { runId: asked }) })
      .then((report) => {
        if (!isOver) setLog((known) => foldReport(known, report));
      })
      // A lost host is told by the banner; the lines known so far stay.
      .catch(() => undefined);
    return () => {
      isOver = true;
      stop();
    };
  }, [call, onEvent, id, asked, currentRun, epoch]);
  const { runId, lines } = log;
  const readOlder = useCallback(async () => {
    const beforeOffset = lines?.[0]?.offset;
    if (!runId || beforeOffset === undefined) return;
    const older = await call('instances.log', { id, runId, beforeOffset, limit: logPageSize }).catch(
      () => null,
    );
    if (older) setLog((known) => foldOlder(known, older.lines));
  }, [call, id, runId, lines]);
  return { ...log, readOlder };
}
