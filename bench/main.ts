/** `npm run bench -- NAME [--json FILE] [--minutes N]`: side-by-side benchmarks; every one has the same shape of result. */
import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { openEnvironments } from '../electron/host/box/environments.ts';
import { describeMachine } from './machine.ts';
import { renderReport } from './outcome.ts';
import type { BenchReport, BenchRun } from './outcome.ts';

type Say = (line: string) => void;

export async function runBench(root: string, args: readonly string[], say: Say): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'string' }, minutes: { type: 'string' } },
    allowPositionals: true,
  });
  const known = readdirSync(join(root, 'bench')).filter((entry) =>
    existsSync(join(root, 'bench', entry, 'run.ts')),
  );
  const [name] = positionals;
  if (name === undefined || !known.includes(name)) {
    say(`name a benchmark: ${known.join(', ')}`);
    return 2;
  }
  const environments = openEnvironments(root);
  const python = {
    onnx: await environments.make('onnx', say),
    oracle: await environments.make('oracle', say),
  };
  const { runBenchmark } = (await import(pathToFileURL(join(root, 'bench', name, 'run.ts')).href)) as {
    runBenchmark: BenchRun;
  };
  const outcome = await runBenchmark({ root, python, say, ...minutesOf(values.minutes) });
  const report: BenchReport = { name, machine: describeMachine(), ...outcome };
  process.stdout.write(renderReport(report));
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
  return report.ratios.every((ratio) => ratio.met) ? 0 : 1;
}

/** Only a benchmark that lasts as long as one likes looks at it. */
function minutesOf(text: string | undefined): { readonly minutes?: number } {
  const minutes = Number(text);
  return minutes > 0 ? { minutes } : {};
}
