/** Runs the steps of a task one after another and adds up what their test runners counted. */
import { spawn } from 'node:child_process';

export interface Step {
  readonly title: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface StepResult {
  readonly title: string;
  readonly isGood: boolean;
  readonly counts: Counts;
  /** Names of the tests that failed, as their runner prints them. */
  readonly failures: readonly string[];
  readonly wallMs: number;
}

const none: Counts = { passed: 0, failed: 0, skipped: 0 };

/** Output goes through as it comes; the closing counts of vitest, pytest and Playwright are read from it. */
export async function runStep(root: string, step: Step): Promise<StepResult> {
  process.stdout.write(`\n── ${step.title}\n`);
  const startedAt = performance.now();
  const [file = '', ...args] = step.command;
  const env = { ...process.env, ...step.env, FORCE_COLOR: '0', NO_COLOR: '1' };
  const child = spawn(file, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      process.stdout.write(chunk);
      text = (text + chunk).slice(-100_000);
    });
  }
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      process.stdout.write(`${error.message}\n`);
      resolve(127);
    });
    child.once('close', resolve);
  });
  return {
    title: step.title,
    isGood: code === 0,
    counts: parseCounts(text),
    failures: parseFailures(text),
    wallMs: performance.now() - startedAt,
  };
}

/** Closing lines: vitest `Tests  3 passed | 1 skipped (4)`, pytest `== 3 passed, 1 skipped in 2s ==`, Playwright `  3 passed (2s)`. */
export function parseCounts(text: string): Counts {
  const lines = text.split('\n').map((line) => line.trim());
  const closing = lines.filter((line) =>
    /^(Tests\s|=+ .*\d+ \w+.* in [\d.]+s|\d+ (passed|failed|skipped|flaky)\b)/.test(line),
  );
  return closing.reduce((sum, line) => addCounts(sum, parseLine(line)), none);
}

/** vitest's ` FAIL  file > test`, pytest's `FAILED file::test - why`, Playwright's `  1) [chromium] › file › test`. */
export function parseFailures(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter((line) => /^(FAIL(ED)? +\S|ERROR \S+::|\d+\) \[?\S+ ›)/.test(line)))];
}

function parseLine(line: string): Counts {
  const number = (word: string): number => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
  return {
    passed: number('passed') + number('flaky'),
    failed: number('failed') + number('errors?'),
    skipped: number('skipped'),
  };
}

export function addCounts(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** A table of the steps and, last and alone on its line, the sum CI reads. */
export function renderSummary(results: readonly StepResult[]): string {
  const rows = results.map(
    ({ title, isGood, wallMs }) =>
      `${isGood ? 'ok  ' : 'FAIL'} ${(wallMs / 1000).toFixed(1).padStart(7)} s  ${title}`,
  );
  const failures = results.flatMap((result) => result.failures.map((name) => `  ${name}\n`)).join('');
  const counted = results.map((result) => result.counts).reduce(addCounts, none);
  const broken = results.filter((result) => !result.isGood && result.counts.failed === 0).length;
  const failed = counted.failed + broken;
  return `\n${rows.join('\n')}\n${failures}\n${counted.passed} passed, ${failed} failed, ${counted.skipped} skipped\n`;
}
