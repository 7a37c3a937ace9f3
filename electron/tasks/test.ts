/** `npm test`: every check and test of the project, each step's skipped tests printed with their reasons. */
import { readFileSync, readdirSync } from 'node:fs';
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

/**
 * `npm run torture [-- FILE-PATTERN … [-t TEST-PATTERN]]`: the tests with a number too large for every run, at their full
 * size, one file after the other so that their figures are their own.
 */
export async function runTorture(root: string, args: readonly string[], say: Say): Promise<number> {
  await ensureTestTools(say);
  const environments = openEnvironments(root);
  await environments.make('onnx', say);
  const { title, command } = vitestStep(root, 'torture');
  const files = args.length > 0 ? args : ['electron', 'e2e'].flatMap((folder) => listLarge(root, folder));
  const env = { PARADECK_TORTURE: '1' };
  const steps: Step[] = [
    { title, command: [...command, '--no-file-parallelism', '--reporter=verbose', ...files], env },
  ];
  if (args.length === 0) steps.push(pythonTorture(root, await environments.make('oracle', say)));
  return report(await runAll(root, steps));
}

/** The engine's large numbers: hundreds of clips at 220 M weights, a hundred workers on a card that breaks. */
function pythonTorture(root: string, oracle: string): Step {
  const step = pytestStep(root, { title: 'torture of the funasr engine', python: oracle, mark: 'oracle' });
  const command = [...step.command.slice(0, -1), '-s', ...listLarge(root, join('python', 'tests'))];
  return { ...step, command, env: { ...step.env, PARADECK_TORTURE: '1' } };
}

/** Tests that are larger under torture, or stricter. */
function listLarge(root: string, folder: string): readonly string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /(\.test\.ts|test_\w+\.py)$/.test(name))
    .map((name) => join(folder, name))
    .filter((name) => /PARADECK_TORTURE|patience\.ts/.test(readFileSync(join(root, name), 'utf8')))
    .sort();
}

function vitestStep(root: string, title: string): Step {
  const script = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  return {
    title,
    command: [process.execPath, script, 'run', '--config', join('.config', 'vitest.config.ts')],
  };
}

function pytestStep(
  root: string,
  { title, python, mark }: { title: string; python: string; mark: string },
): Step {
  const options = ['-c', 'python/pyproject.toml', '-rs', '-q', '-m', mark];
  return {
    title,
    command: [python, '-m', 'pytest', ...options, 'python/tests'],
    env: { PYTHONPATH: join(root, 'python') },
  };
}

function testSteps(root: string, python: { dev: string; oracle: string }): readonly Step[] {
  const playwright = join(root, 'node_modules', 'playwright', 'cli.js');
  return [
    vitestStep(root, 'unit, property and process tests'),
    pytestStep(root, { title: 'worker tests', python: python.dev, mark: 'not oracle' }),
    pytestStep(root, { title: 'worker against FunASR', python: python.oracle, mark: 'oracle' }),
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
