/** modelKey: which text a model directory can write, as one digest. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { weightFiles } from '../../core/models/modelCheckFacts.ts';

/** sha-256 of files by path, good while size and mtime stay. */
export const digestCache = z.record(
  z.string(),
  z.object({ bytes: z.number(), mtimeMs: z.number(), sha256: z.string() }),
);

export type DigestCache = z.infer<typeof digestCache>;

/**
 * sha-256 over the names and digests of every weights file present, tokens.json and am.mvn: another file, another key.
 * Reads what `cache` does not know and enters it there.
 */
export async function readModelKey(dir: string, cache: DigestCache): Promise<string> {
  const key = createHash('sha256');
  for (const name of [...weightFiles, 'tokens.json', 'am.mvn']) {
    const digest = await readDigest(join(dir, name), cache);
    if (digest !== null) key.update(`${name} ${digest}\n`);
  }
  return key.digest('hex');
}

async function readDigest(path: string, cache: DigestCache): Promise<string | null> {
  const status = await stat(path).catch(() => null);
  if (!status?.isFile()) return null;
  const { size: bytes, mtimeMs } = status;
  const known = cache[path];
  if (known?.bytes === bytes && known.mtimeMs === mtimeMs) return known.sha256;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash);
  const sha256 = hash.digest('hex');
  cache[path] = { bytes, mtimeMs, sha256 };
  return sha256;
}
