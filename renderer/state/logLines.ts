import type { LogLine } from '../../electron/contract/push.ts';

/** Lines of one run kept in the panel; older ones can be read again. */
const linesKept = 20_000;

/** Two stretches of one run's log as one, in order, each line once: its offset tells it. */
export function mergeLog(known: readonly LogLine[], more: readonly LogLine[]): readonly LogLine[] {
  const first = more[0];
  const last = known.at(-1);
  if (!first) return known;
  if (!last || first.offset > last.offset) return [...known, ...more].slice(-linesKept);
  const byOffset = new Map([...known, ...more].map((line) => [line.offset, line]));
  return [...byOffset.values()].sort((a, b) => a.offset - b.offset);
}

/** Lines at least as loud as `level` that hold every word of the filter, whatever the case. */
export function filterLog(lines: readonly LogLine[], filter: string, level: LogLevel): readonly LogLine[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const least = logLevels.indexOf(level);
  if (words.length === 0 && least === 0) return lines;
  return lines.filter(({ text }) => {
    if (least > 0 && logLevels.indexOf(parseLevel(renderLogText(text))) < least) return false;
    const lower = text.toLowerCase();
    return words.every((word) => lower.includes(word));
  });
}

// ECMA-48 control sequences and other control characters that a terminal would act on.
const controls = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b[@-_]|[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A line as text: colours and other terminal control taken out. */
export function renderLogText(text: string): string {
  return text.replace(controls, '');
}

/** Quietest first. */
export const logLevels = ['plain', 'warning', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** How loud a line is, by the words loggers write. */
export function parseLevel(text: string): LogLevel {
  if (/\b(ERROR|CRITICAL|FATAL|Traceback|[A-Za-z]*Error:)/.test(text)) return 'error';
  return /\b(WARN|WARNING)\b/.test(text) ? 'warning' : 'plain';
}
