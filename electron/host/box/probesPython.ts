/** A Python to make environments with, and conda. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { BoxFacts } from '../../core/box/prechecksFacts.ts';
import { planCondaRoots } from '../../core/box/programPlaces.ts';
import { parseVersion } from '../../core/box/systemText.ts';
import { findPython, lowestPython } from './findPython.ts';
import { findPrograms } from './probesPlaces.ts';
import { runProbe } from './runProbe.ts';

/** conda itself is written in Python and takes a second from a cold disk. */
const limits = { timeoutMs: 15_000 };

export async function readPython(): Promise<BoxFacts['python']> {
  return { found: await findPython().catch(() => null), lowest: lowestPython };
}

/** As installers and images place it: in the home, under /opt, or where CONDA_EXE says. */
export async function readConda(env = process.env): Promise<BoxFacts['conda']> {
  const roots = planCondaRoots(process.platform, env, homedir());
  const folders = roots.map((root) => join(root, process.platform === 'win32' ? 'Scripts' : 'bin'));
  const named = env['CONDA_EXE'];
  const paths = [
    ...(named ? [named] : []),
    ...findPrograms('conda', folders),
    ...findPrograms('mamba', folders),
  ];
  for (const path of paths) {
    const answer = await runProbe([path, '--version'], limits);
    const version = answer.exitCode === 0 ? parseVersion(answer.stdout) : null;
    if (version !== null) return { path, version };
  }
  return null;
}
