/** Keys of the door for programs. Only hashes are kept: what is lost is made anew. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { keyView } from '../../contract/door.ts';
import type { KeyView } from '../../contract/door.ts';
import { Failed } from '../../core/failed.ts';
import { openJsonFile } from '../home/jsonFile.ts';
import type { Clock, Log } from '../ports.ts';

const stored = z.array(keyView.extend({ hash: z.string() }));
const mostKeys = 100;

export interface Keys {
  list(): readonly KeyView[];
  /** `secret`: 256 random bits. Throws bad-request for the hundred-and-first. */
  create(name: string): Promise<{ key: KeyView; secret: string }>;
  /** Throws key-not-found. */
  revoke(id: string): Promise<void>;
  readonly isKey: (secret: string) => boolean;
}

export interface KeysPorts {
  readonly file: string;
  readonly clock: Clock;
  readonly log: Log;
}

export async function openKeys({ file, clock, log }: KeysPorts): Promise<Keys> {
  const kept = await openJsonFile({ path: file, schema: stored, fallback: [] });
  // Without its keys an exposed door stays shut and says why.
  if (kept.problem !== null) log.warn(kept.problem);
  return {
    list: () => kept.get().map(({ hash: _hash, ...key }) => key),
    create: async (name) => {
      if (kept.get().length >= mostKeys)
        throw new Failed('bad-request', `there are ${mostKeys} keys already`);
      const secret = `pdk-${randomBytes(32).toString('base64url')}`;
      const key = { id: randomBytes(6).toString('hex'), name, createdAt: clock.now() };
      await kept.update((old) => [...old, { ...key, hash: digest(secret) }]);
      return { key, secret };
    },
    revoke: async (id) => {
      if (!kept.get().some((key) => key.id === id))
        throw new Failed('key-not-found', `there is no key ${id}`, { id });
      await kept.update((old) => old.filter((key) => key.id !== id));
    },
    // Looked up by its hash: the time that takes tells nothing about the key itself.
    isKey: (secret) => {
      const hash = digest(secret);
      return kept.get().some((key) => key.hash === hash);
    },
  };
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
