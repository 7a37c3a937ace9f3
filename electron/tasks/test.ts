/** `npm test`: every check and test of the project, each step's skipped tests printed with their reasons. */
import { join } from 'node:path';
import { openEnvironments } from '../host/box/environments.ts';
import { checkSteps } from './check.ts';
import { buildPanel } from './panel.ts';
import { renderSummary, runStep } from './steps.ts';
import type { Step, StepResult } from './steps.ts';
import { ensureTestTools } from './testTools.ts';

type Say = (line: string) => void;

export async function runTests(root: string, _args: readonly string[], say: Say): Promise<number> {
  await ensureTestTools(say);
  const environments = openEnvironments(root);
  await environments.make('onnx', say);
  await environments.make('hub', say);
  const dev = await environments.make('dev', say);
  const oracle = await environments.make('oracle', say);
  await buildPanel(root, say);
  const steps = [...(await checkSteps(root, say)), ...testSteps(root, { dev, oracle })];
  return report(await runAll(root, steps));
}

/** The tests with a number too large for every run, at their full size. */
export async function runTorture(root: string, _args: readonly string[], say: Say): Promise<number> {
  await ensureTestTools(say);
  await openEnvironments(root).make('onnx', say);
  const vitest = vitestStep(root, 'torture');
  return report(await runAll(root, [{ ...vitest, env: { PARADECK_TORTURE: '1' } }]));
}

function vitestStep(root: string, title: string): Step {
  const script = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  return {
    title,
    command: [process.execPath, script, 'run', '--config', join('.config', 'vitest.config.ts')],
  };
}

function testSteps(root: string, python: { dev: string; oracle: string }): readonly Step[] {
  const pytest = (title: string, interpreter: string, mark: string): Step => ({
    title,
    command: [
      interpreter,
      '-m',
      'pytest',
      '-c',
      'python/pyproject.toml',
      '-rs',
      '-q',
      '-m',
      mark,
      'python/tests',
    ],
    env: { PYTHONPATH: join(root, 'python') },
  });
  const playwright = join(root, 'node_modules', 'playwright', 'cli.js');
  return [
    vitestStep(root, 'unit, property and process tests'),
    pytest('worker tests', python.dev, 'not oracle'),
    pytest('worker against FunASR', python.oracle, 'oracle'),
    {
      title: 'end to end in a real browser',
      command: [process.execPath, playwright, 'test', '--config', join('e2e', 'playwright.config.ts')],
    },
  ];
}

/** All steps run even when one fails, so that one run tells everything. */
async function runAll(root: string, steps: readonly Step[]): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (const step of steps) results.push(await runStep(root, step));
  return results;
}

function report(results: readonly StepResult[]): number {
  process.stdout.write(renderSummary(results));
  return results.every((result) => result.isGood) ? 0 : 1;
}
