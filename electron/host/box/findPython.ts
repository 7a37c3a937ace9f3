/** Finds a CPython new enough to make environments with. GUI starts have a bare PATH, so usual places are tried as well. */
import { execFile } from 'node:child_process';
import { isAtLeast } from '../../core/box/interpreterCheck.ts';
import { Failed } from '../../core/failed.ts';
import { findAny } from './probesPlaces.ts';

/** Lowest version onnxruntime's current wheels are built for, and the worker's syntax needs. */
export const lowestPython = '3.11';

export interface FoundPython {
  readonly path: string;
  readonly version: string;
}

/** PARADECK_PYTHON first, then by name on PATH, then usual folders. Throws python-missing naming what was seen. */
export async function findPython(): Promise<FoundPython> {
  const seen: string[] = [];
  for (const path of candidates()) {
    const version = await versionOf(path);
    if (version === null) continue;
    if (isAtLeast(version, lowestPython)) return { path, version };
    seen.push(`${path} is ${version}`);
  }
  const message = `Python ${lowestPython} or newer is needed${seen.length > 0 ? `; ${seen.join(', ')}` : ' and none was found'}`;
  throw new Failed('python-missing', message, { lowest: lowestPython });
}

function candidates(): string[] {
  const asked = process.env['PARADECK_PYTHON'];
  if (asked) return [asked];
  return findAny(['python3', 'python3.13', 'python3.12', 'python3.11', 'python']);
}

function versionOf(path: string): Promise<string | null> {
  const probe = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';
  return new Promise((resolve) => {
    execFile(path, ['-I', '-c', probe], { timeout: 10_000, windowsHide: true }, (error, stdout) => {
      resolve(error ? null : stdout.trim());
    });
  });
}
