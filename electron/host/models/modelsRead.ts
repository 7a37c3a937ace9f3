/** Reads of a model directory what its check needs. */
import { open, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ModelFacts, ModelFileFact } from '../../core/models/modelCheckFacts.ts';

/** What ParaDeck's own models say of themselves in paradeck.json; everything may be missing. */
const about = z.object({
  name: z.string().min(1).optional(),
  demo: z.boolean().optional(),
  notice: z.object({ 'zh-CN': z.string(), en: z.string() }).optional(),
});

export type ModelAbout = z.infer<typeof about>;

/** A text file larger than this is not what its name says. */
const longestTextBytes = 64 * 2 ** 20;
const pointerStart = 'version https://git-lfs.github.com/spec/';

/** Top-level files only; links are followed, as hub caches use them. Rejects where the folder can't be listed. */
export async function readModelFacts(dir: string): Promise<ModelFacts> {
  const names = await readdir(dir);
  const entries = await Promise.all(
    names.map(async (name) => [name, await readFileFact(join(dir, name))] as const),
  );
  const files = Object.fromEntries(
    entries.filter((entry): entry is [string, ModelFileFact] => entry[1] !== null),
  );
  return {
    files,
    config: await readParsed(join(dir, 'config.yaml'), parse),
    tokens: await readParsed(join(dir, 'tokens.json'), JSON.parse),
    mvn: await readText(join(dir, 'am.mvn')),
  };
}

/** paradeck.json of a directory; {} where there is none or it does not fit. */
export async function readModelAbout(dir: string): Promise<ModelAbout> {
  const parsed = about.safeParse(await readParsed(join(dir, 'paradeck.json'), JSON.parse));
  return parsed.success ? parsed.data : {};
}

async function readFileFact(path: string): Promise<ModelFileFact | null> {
  const status = await stat(path).catch(() => null);
  if (!status?.isFile()) return null;
  return { bytes: status.size, isPointer: status.size < 1024 && (await isPointer(path)) };
}

async function isPointer(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(pointerStart.length),
      0,
      pointerStart.length,
      0,
    );
    return buffer.toString('latin1', 0, bytesRead) === pointerStart;
  } finally {
    await file.close();
  }
}

async function readText(path: string): Promise<string | null> {
  const status = await stat(path).catch(() => null);
  if (!status?.isFile() || status.size > longestTextBytes) return null;
  return await readFile(path, 'utf8').catch(() => null);
}

async function readParsed(path: string, parseText: (text: string) => unknown): Promise<unknown> {
  const text = await readText(path);
  if (text === null) return null;
  try {
    return parseText(text);
  } catch {
    return null;
  }
}
