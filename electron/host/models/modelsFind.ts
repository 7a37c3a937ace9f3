/** Which model directories a folder the user named stands for. */
import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { Failed } from '../../core/failed.ts';
import type { ModelEntry } from './modelsCheck.ts';

/** Sub-folders of a set of models. */
export const modelParts = ['asr', 'vad', 'punc'] as const;

/** The folder itself, or its asr/, vad/ and punc/ where it is no model. Throws model-invalid for what is no folder. */
export async function findModels(dir: string): Promise<ModelEntry[]> {
  if (!isAbsolute(dir)) throw new Failed('bad-request', `Give the folder's full path, not ${dir}.`, { dir });
  const folder = normalize(dir);
  if (!(await isFolder(folder))) {
    const cause = (await stat(folder).catch(() => null)) === null ? 'does not exist' : 'is not a folder';
    throw new Failed('model-invalid', `${folder} ${cause}. Choose the folder that holds config.yaml.`, {
      dir,
    });
  }
  const isModel = (await stat(join(folder, 'config.yaml')).catch(() => null)) !== null;
  const within = isModel ? [] : await keepFolders(modelParts.map((part) => join(folder, part)));
  const dirs = within.length > 0 ? within : [folder];
  return await Promise.all(
    dirs.map(async (path) => ({ id: await idOf(path), dir: path, role: 'asr' as const })),
  );
}

/** The same for every path that leads to the folder. */
async function idOf(dir: string): Promise<string> {
  const digest = createHash('sha256')
    .update(await realpath(dir))
    .digest('hex');
  return `model-${digest.slice(0, 12)}`;
}

async function keepFolders(dirs: readonly string[]): Promise<string[]> {
  const are = await Promise.all(dirs.map(isFolder));
  return dirs.filter((_, index) => are[index]);
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
