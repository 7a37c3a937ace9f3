/** What the box is and has: memory, disk, the data home, a driver, the onnx engine. */
import { existsSync } from 'node:fs';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { join } from 'node:path';
import type { BoxFacts, EngineFacts } from '../../core/box/prechecksFacts.ts';
import { findPrograms } from './probesPlaces.ts';
import { runProbe } from './runProbe.ts';
import type { Probed } from './runProbe.ts';

const mebibyte = 2 ** 20;
/** First import after an install compiles and reads a hundred MB. */
const importLimitMs = 60_000;

type MachineFacts = Pick<
  BoxFacts,
  'nodeVersion' | 'home' | 'freeDiskMiB' | 'ramTotalMiB' | 'ramFreeMiB' | 'nvidiaSmi'
>;

/** Never rejects; what can't be known is null. */
export async function readMachine(home: string): Promise<MachineFacts> {
  const disk = await statfs(home).catch(() => null);
  return {
    nodeVersion: process.versions.node,
    home: { path: home, problem: await tryWrite(home) },
    freeDiskMiB: disk && (disk.bavail * disk.bsize) / mebibyte,
    ramTotalMiB: totalmem() / mebibyte,
    ramFreeMiB: freemem() / mebibyte,
    nvidiaSmi: findPrograms('nvidia-smi', nvidiaPlaces())[0] ?? null,
  };
}

/** Imports what the onnx engine needs with its own interpreter. */
export async function readEngine(pythonPath: string | null): Promise<EngineFacts> {
  if (pythonPath === null || !existsSync(pythonPath))
    return { pythonPath, version: null, problem: 'is not installed' };
  const program = 'import numpy, onnxruntime; print(onnxruntime.__version__)';
  const answer = await runProbe([pythonPath, '-I', '-c', program], { timeoutMs: importLimitMs });
  if (answer.exitCode === 0) return { pythonPath, version: answer.stdout.trim(), problem: null };
  return { pythonPath, version: null, problem: describeEnd(answer) };
}

function describeEnd({ exitCode, stderr, spawnError, isTimedOut }: Probed): string {
  if (isTimedOut) return `did not answer within ${importLimitMs / 1000} s`;
  const lastLine = stderr.trim().split('\n').at(-1) ?? '';
  return spawnError ?? (lastLine || `ended with code ${exitCode ?? 'unknown'}`);
}

async function tryWrite(home: string): Promise<string | null> {
  const path = join(home, `.writable-${process.pid}.tmp`);
  try {
    await writeFile(path, 'x');
    await rm(path);
    return null;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code ?? String(thrown);
  }
}

function nvidiaPlaces(): string[] {
  if (process.platform !== 'win32') return ['/usr/local/nvidia/bin', '/usr/lib/wsl/lib'];
  const root = process.env['SystemRoot'] ?? 'C:\\Windows';
  const programs = process.env['ProgramFiles'] ?? 'C:\\Program Files';
  return [join(root, 'System32'), join(programs, 'NVIDIA Corporation', 'NVSMI')];
}
