/** Why nvidia-smi did not answer, from its exit code (NVML's return codes) and its words, wherever it printed them. */
import type { GpuFault } from '../../contract/gpu.ts';

export type ProbeFault = GpuFault['fault'];

export interface ProbeVerdict {
  readonly fault: ProbeFault;
  /** The first line of its own words. */
  readonly words: string;
  /** The field a driver does not know, to be asked without. */
  readonly field: string | null;
}

export interface ProbeRun {
  /** null: ended by a signal, or it never started. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly spawnError: string | null;
  readonly isTimedOut: boolean;
}

const byWords: readonly (readonly [RegExp, ProbeFault])[] = [
  [/is not a valid field to query/i, 'unknown-field'],
  [/couldn't communicate with the NVIDIA driver/i, 'driver-not-loaded'],
  [/version mismatch/i, 'version-mismatch'],
  [/no devices were found/i, 'no-devices'],
  [/gpu is lost/i, 'gpu-lost'],
  [/requires reset/i, 'needs-reset'],
  // One card that has fallen off the bus fails the whole question, in these words of its own.
  [/unable to determine the device handle/i, 'gpu-lost'],
  [/insufficient permissions/i, 'no-permission'],
  [/failed to initialize nvml/i, 'nvml-failed'],
];

/** NVML return enum as nvidia-smi's exit codes; 14 (infoROM corrupt) comes with a good table and is no fault. */
const byExitCode: ReadonlyMap<number, ProbeFault> = new Map([
  [2, 'unknown-field'],
  [4, 'no-permission'],
  [6, 'no-devices'],
  [9, 'driver-not-loaded'],
  [12, 'nvml-failed'],
  [15, 'gpu-lost'],
  [16, 'needs-reset'],
  [17, 'no-permission'],
  [18, 'version-mismatch'],
]);

/** null: it answered, even if some rows are errors. Its rows decide then. */
export function foldProbe(run: ProbeRun): ProbeVerdict | null {
  const fault = foldFault(run);
  if (fault === null) return null;
  const words = run.spawnError ?? firstLine(run.stderr) ?? firstLine(run.stdout) ?? '';
  return { fault, words, field: unknownField(run) };
}

function foldFault(run: ProbeRun): ProbeFault | null {
  if (run.isTimedOut) return 'timed-out';
  if (run.spawnError !== null) return run.spawnError.includes('ENOENT') ? 'not-installed' : 'failed';
  return foldAnswer(run);
}

function foldAnswer(run: ProbeRun): ProbeFault | null {
  const spoken = byWords.find(([pattern]) => pattern.test(`${run.stdout}\n${run.stderr}`))?.[1] ?? null;
  if (hasRows(run.stdout) && spoken !== 'unknown-field') return null;
  if (run.exitCode === 0 || run.exitCode === 14) return spoken;
  return spoken ?? byExitCode.get(run.exitCode ?? -1) ?? 'failed';
}

function hasRows(stdout: string): boolean {
  return /^\s*\d*,?\s*GPU-[\w-]+/im.test(stdout);
}

function unknownField(run: ProbeRun): string | null {
  return /Field "([^"]+)" is not a valid field/i.exec(`${run.stdout}\n${run.stderr}`)?.[1] ?? null;
}

function firstLine(text: string): string | null {
  return (
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .find((line) => line !== '') ?? null
  );
}
