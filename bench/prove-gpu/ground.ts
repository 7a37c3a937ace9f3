/** What a proof needs on the box before it begins: a Python with FunASR and torch, and a decoder. */
import { join } from 'node:path';
import { execa } from 'execa';
import { openEnvironments } from '../../electron/host/box/environments.ts';
import { findFfmpeg } from '../../electron/host/box/probes.ts';

type Say = (line: string) => void;

export interface Ground {
  readonly python: string;
  readonly ffmpeg: string;
}

export interface GroundOptions {
  readonly root: string;
  /** An interpreter of the user's own. */
  readonly python: string | undefined;
  /** The tests' environment will do, whose torch knows no card. */
  readonly isTrial: boolean;
}

/** The app's own installer decides which build of torch the driver can use; throws with its words above. */
export async function prepareGround({ root, python, isTrial }: GroundOptions, say: Say): Promise<Ground> {
  const environments = openEnvironments(root);
  const ffmpeg = await findDecoder(root, say);
  if (python !== undefined) return { python, ffmpeg };
  if (isTrial) return { python: await environments.make('oracle', say), ffmpeg };
  const installer = [join(root, 'electron', 'prepare.ts'), 'start', 'engines', 'install', 'funasr'];
  if (environments.pythonOf('funasr') === null) {
    await execa(process.execPath, [...process.execArgv, ...installer], { stdout: 2, stderr: 2 });
  }
  const made = environments.pythonOf('funasr');
  if (made === null) throw new Error('the funasr engine is not installed');
  return { python: made, ffmpeg };
}

async function findDecoder(root: string, say: Say): Promise<string> {
  const own = await findFfmpeg({ settingPath: null, pythonDirs: [] });
  if (own !== null) return own.path;
  const environments = openEnvironments(root);
  await environments.make('ffmpeg', say);
  const brought = await findFfmpeg({ settingPath: null, pythonDirs: [environments.dirOf('ffmpeg')] });
  if (brought === null) throw new Error('no ffmpeg runs here');
  return brought.path;
}
