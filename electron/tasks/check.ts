/** `npm run check`: types, lint, format, dead code; the Python side by ruff and mypy. */
import { join } from 'node:path';
import { openEnvironments } from '../host/box/environments.ts';
import { renderSummary, runStep } from './steps.ts';
import type { Step } from './steps.ts';

type Say = (line: string) => void;

export async function runChecks(root: string, _args: readonly string[], say: Say): Promise<number> {
  const results = [];
  for (const step of await checkSteps(root, say)) results.push(await runStep(root, step));
  process.stdout.write(renderSummary(results));
  return results.every((result) => result.isGood) ? 0 : 1;
}

export async function checkSteps(root: string, say: Say): Promise<readonly Step[]> {
  const python = await openEnvironments(root).make('dev', say);
  const config = (name: string): string => join('.config', name);
  const bin = (packagePath: string): string => join(root, 'node_modules', packagePath);
  const node = (title: string, script: string, ...args: string[]): Step => ({
    title,
    command: [process.execPath, bin(script), ...args],
  });
  return [
    node('types', 'typescript/bin/tsc', '-b'),
    node('lint', 'eslint/bin/eslint.js', '-c', config('eslint.config.js'), '--max-warnings', '0', '.'),
    node('format', 'prettier/bin/prettier.cjs', '--config', config('prettier.json'), '--check', '.'),
    node('dead code', 'knip/bin/knip.js', '--config', config('knip.json')),
    {
      title: 'python lint',
      command: [python, '-m', 'ruff', 'check', 'python'],
    },
    {
      title: 'python format',
      command: [python, '-m', 'ruff', 'format', '--check', 'python'],
    },
    {
      title: 'python types',
      command: [
        ...[python, '-m', 'mypy', '--config-file', 'python/pyproject.toml'],
        ...['python/paradeck_worker', 'python/paradeck_fetch', 'python/paradeck_simulation'],
        'python/random_models',
      ],
    },
  ];
}
