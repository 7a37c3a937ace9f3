import type { CallOutput } from '../../electron/contract/api.ts';
import type { LogLine } from '../../electron/contract/push.ts';
import { mergeLog } from './logLines.ts';

/** Lines asked for at once. */
export const logPageSize = 1000;

/** What is known of the log of one run. */
export interface LogView {
  /** Runs with a log, newest first. */
  readonly runs: readonly string[];
  readonly runId: string | null;
  /** null until the host has told. */
  readonly lines: readonly LogLine[] | null;
  /** The run's first line is among them. */
  readonly isAllRead: boolean;
  /** Appended before the host's first answer: they may be newer than it. */
  readonly early: readonly Appended[];
}

export interface Appended {
  readonly runId: string;
  readonly lines: readonly LogLine[];
}

export const noLog: LogView = { runs: [], runId: null, lines: null, isAllRead: true, early: [] };

export function foldAppended(view: LogView, appended: Appended): LogView {
  if (view.lines === null) return { ...view, early: [...view.early, appended] };
  if (view.runId !== appended.runId) return view;
  return { ...view, lines: mergeLog(view.lines, appended.lines) };
}

/** The host's answer for a run; what is known of the same run stays, another run's goes. */
export function foldReport(view: LogView, report: CallOutput<'instances.log'>): LogView {
  const { runs, runId, lines } = report;
  const known = view.runId === runId ? (view.lines ?? []) : [];
  const early = view.early
    .filter((appended) => appended.runId === runId)
    .flatMap((appended) => appended.lines);
  return {
    runs,
    runId,
    lines: mergeLog(mergeLog(known, lines), early),
    isAllRead: lines.length < logPageSize,
    early: [],
  };
}

/** A page of older lines of the same run. */
export function foldOlder(view: LogView, older: readonly LogLine[]): LogView {
  return { ...view, lines: mergeLog(view.lines ?? [], older), isAllRead: older.length < logPageSize };
}
