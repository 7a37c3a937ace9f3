import { describe, expect, it } from 'vitest';
import { filterLog, mergeLog, parseLevel, renderLogText } from './logLines.ts';
import { foldAppended, foldOlder, foldReport, noLog } from './logView.ts';

function makeLines(from: number, to: number) {
  return Array.from({ length: to - from }, (_, index) => ({
    offset: (from + index) * 10,
    at: from + index,
    text: `line ${from + index}`,
  }));
}

describe('the log of a run', () => {
  it('has each line once, in order, however its stretches overlap', () => {
    const merged = mergeLog(makeLines(5, 10), makeLines(3, 7));
    expect(merged.map((line) => line.at)).toEqual([3, 4, 5, 6, 7, 8, 9]);
  });

  it('keeps lines that were appended before the first answer came', () => {
    const waiting = foldAppended(noLog, { runId: 'r1', lines: makeLines(8, 10) });
    const view = foldReport(waiting, { runs: ['r1'], runId: 'r1', lines: makeLines(0, 9) });
    expect(view.lines?.map((line) => line.at)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('shows one run only', () => {
    const view = foldReport(noLog, { runs: ['r2', 'r1'], runId: 'r1', lines: makeLines(0, 2) });
    expect(foldAppended(view, { runId: 'r2', lines: makeLines(5, 6) }).lines).toHaveLength(2);
    const other = foldReport(view, { runs: ['r2', 'r1'], runId: 'r2', lines: makeLines(5, 6) });
    expect(other.lines?.map((line) => line.at)).toEqual([5]);
  });

  it('puts older lines in front', () => {
    const view = foldReport(noLog, { runs: ['r1'], runId: 'r1', lines: makeLines(5, 6) });
    expect(foldOlder(view, makeLines(3, 5)).lines?.map((line) => line.at)).toEqual([3, 4, 5]);
  });

  it('filters by every word, whatever the case', () => {
    const lines = [
      { offset: 0, at: 0, text: 'INFO batch b-1 ready' },
      { offset: 1, at: 1, text: 'WARNING batch slow' },
    ];
    expect(filterLog(lines, ' BATCH ready', 'plain').map((line) => line.offset)).toEqual([0]);
    expect(filterLog(lines, '', 'plain')).toBe(lines);
  });

  it('takes terminal control out of a line and reads its level', () => {
    expect(renderLogText('\u001b[31mERROR\u001b[0m bad\u0007')).toBe('ERROR bad');
    expect(parseLevel('ValueError: no such token')).toBe('error');
    expect(parseLevel('WARNING slow')).toBe('warning');
    expect(parseLevel('no errors so far')).toBe('plain');
  });
});
