import { useCallback, useEffect, useState } from 'react';
import type { LogLine } from '../../electron/contract/push.ts';
import { useEpoch, usePanel } from '../state/panel.ts';
import { mergeLog } from '../state/logLines.ts';

export interface LogView {
  readonly runs: readonly string[];
  readonly runId: string | null;
  /** null until the host has told. */
  readonly lines: readonly LogLine[] | null;
  readonly isAllRead: boolean;
  readOlder(): Promise<void>;
}

const linesAtOnce = 1000;

/** The log of a run of an instance: history first, then what is appended. `asked` null is the latest run. */
export function useLog(id: string, asked: string | null, currentRun: string | null): LogView {
  const { call, onEvent } = usePanel();
  const epoch = useEpoch();
  const [log, setLog] = useState<Omit<LogView, 'readOlder'>>(nothingRead);
  useEffect(() => {
    let isOver = false;
    const stop = onEvent((event) => {
      if (event.type !== 'log.appended' || event.id !== id) return;
      setLog((known) =>
        known.runId === event.runId ? { ...known, lines: mergeLog(known.lines ?? [], event.lines) } : known,
      );
    });
    call('instances.log', { id, limit: linesAtOnce, ...(asked && { runId: asked }) })
      .then(({ runs, runId, lines }) => {
        if (isOver) return;
        setLog((known) => ({
          runs,
          runId,
          lines: mergeLog(known.runId === runId ? (known.lines ?? []) : [], lines),
          isAllRead: lines.length < linesAtOnce,
        }));
      })
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
    const older = await call('instances.log', { id, runId, beforeOffset, limit: linesAtOnce }).catch(
      () => null,
    );
    if (!older) return;
    setLog((known) => ({
      ...known,
      lines: mergeLog(known.lines ?? [], older.lines),
      isAllRead: older.lines.length < linesAtOnce,
    }));
  }, [call, id, runId, lines]);
  return { ...log, readOlder };
}

const nothingRead = { runs: [], runId: null, lines: null, isAllRead: true } as const;
