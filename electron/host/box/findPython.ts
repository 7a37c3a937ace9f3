/** Finds a CPython new enough to make environments with. GUI starts have a bare PATH, so usual places are tried as well. */
import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { Failed } from '../../core/failed.ts';

/** Lowest version onnxruntime's current wheels are built for, and the worker's syntax needs. */
const lowest = [3, 11] as const;

export const lowestPython = lowest.join('.');

export interface FoundPython {
  readonly path: string;
  readonly version: string;
}

/** PARADECK_PYTHON first, then by name on PATH, then usual folders. Throws engine-not-installed naming what was seen. */
export async function findPython(): Promise<FoundPython> {
  const seen: string[] = [];
  for (const path of candidates()) {
    const version = await versionOf(path);
    if (version === null) continue;
    if (isEnough(version)) return { path, version };
    seen.push(`${path} is ${version}`);
  }
  const message = `Python ${lowestPython} or newer is needed${seen.length > 0 ? `; ${seen.join(', ')}` : ' and none was found'}`;
  throw new Failed('engine-not-installed', message, { lowest: lowestPython });
}

function candidates(): string[] {
  const asked = process.env['PARADECK_PYTHON'];
  if (asked) return [asked];
  const names = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python'];
  const folders = process.platform === 'win32' ? [] : ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return [...onPath, ...folders].flatMap((folder) => names.map((name) => join(folder, name + suffix)));
}

function versionOf(path: string): Promise<string | null> {
  const probe = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';
  return new Promise((resolve) => {
    execFile(path, ['-I', '-c', probe], { timeout: 10_000, windowsHide: true }, (error, stdout) => {
      resolve(error ? null : stdout.trim());
    });
  });
}

function isEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > lowest[0] || (major === lowest[0] && minor >= lowest[1]);
}
