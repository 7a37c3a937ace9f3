/** What the box is and has: memory, disk, the data home, the onnx engine. */
import { existsSync } from 'node:fs';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { BoxFacts, EngineFacts } from '../../core/box/prechecksFacts.ts';
import { runProbe } from './runProbe.ts';
import type { Probed } from './runProbe.ts';

const mebibyte = 2 ** 20;
/** First import after an install compiles and reads a hundred MB. */
const importLimitMs = 60_000;

type MachineFacts = Pick<BoxFacts, 'nodeVersion' | 'home' | 'freeDiskMiB' | 'ramTotalMiB' | 'ramFreeMiB'>;

/** Never rejects; what can't be known is null. */
export async function readMachine(home: string): Promise<MachineFacts> {
  const folder = nearestFolder(home);
  const disk = await statfs(folder).catch(() => null);
  return {
    nodeVersion: process.versions.node,
    home: { path: home, problem: await tryWrite(folder) },
    freeDiskMiB: disk && (disk.bavail * disk.bsize) / mebibyte,
    ramTotalMiB: totalmem() / mebibyte,
    ramFreeMiB: freemem() / mebibyte,
  };
}

/** Imports what the onnx engine needs with its own interpreter. */
export async function readEngine(pythonPath: string | null): Promise<EngineFacts> {
  if (pythonPath === null || !existsSync(pythonPath))
    return { pythonPath: null, version: null, problem: null };
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

/** A home not made yet will be made in the nearest folder above it that is there. */
function nearestFolder(path: string): string {
  const above = dirname(path);
  return existsSync(path) || above === path ? path : nearestFolder(above);
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
