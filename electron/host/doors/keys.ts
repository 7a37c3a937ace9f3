/** Keys for programs and people on other machines. Only hashes are kept: what is lost is made anew. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { keyView } from '../../contract/key.ts';
import type { KeyDraft, KeyView } from '../../contract/key.ts';
import { Failed } from '../../core/failed.ts';
import { openJsonFile } from '../home/jsonFile.ts';
import type { JsonFile } from '../home/jsonFile.ts';
import type { Clock, Log } from '../ports.ts';

const stored = z.array(keyView.extend({ hash: z.string() }));
type Stored = z.infer<typeof stored>;
const mostKeys = 100;
/** How often the time of its last use is written, ms. */
const noteEveryMs = 60_000;

export interface Keys {
  list(): readonly KeyView[];
  /** `secret`: 256 random bits. Throws bad-request for the hundred-and-first. */
  create(draft: KeyDraft): Promise<{ key: KeyView; secret: string }>;
  /** Throws key-not-found. */
  revoke(id: string): Promise<void>;
  /** The key with this id, noted as used now; null: it was revoked. */
  touch(id: string): KeyView | null;
  /** Whose secret that is, noted as used now; null: nobody's. */
  readonly find: (secret: string) => KeyView | null;
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
  const note = createNote(kept, { clock, log });
  const use = (found: Stored[number] | undefined): KeyView | null => {
    if (!found) return null;
    note(found);
    return dropHash(found);
  };
  return {
    list: () => kept.get().map(dropHash),
    create: async ({ name, scopes, limits }) => {
      if (kept.get().length >= mostKeys)
        throw new Failed('bad-request', `there are ${mostKeys} keys already`);
      const secret = `pdk-${randomBytes(32).toString('base64url')}`;
      const id = randomBytes(6).toString('hex');
      const key = {
        id,
        name,
        createdAt: clock.now(),
        scopes: [...new Set(scopes)],
        limits,
        lastUsedAt: null,
      };
      await kept.update((old) => [...old, { ...key, hash: digest(secret) }]);
      return { key, secret };
    },
    revoke: async (id) => {
      if (!kept.get().some((key) => key.id === id))
        throw new Failed('key-not-found', `there is no key ${id}`, { id });
      await kept.update((old) => old.filter((key) => key.id !== id));
    },
    touch: (id) => use(kept.get().find((key) => key.id === id)),
    // Looked up by its hash: the time that takes tells nothing about the key itself.
    find: (secret) => {
      const hash = digest(secret);
      return use(kept.get().find((key) => key.hash === hash));
    },
  };
}

/** Writes when a key was used, once a minute at most. */
function createNote(kept: JsonFile<Stored>, { clock, log }: Omit<KeysPorts, 'file'>): (key: KeyView) => void {
  const notedAt = new Map<string, number>();
  return ({ id, lastUsedAt }) => {
    const now = clock.now();
    if (now - (notedAt.get(id) ?? lastUsedAt ?? -Infinity) < noteEveryMs) return;
    notedAt.set(id, now);
    kept
      .update((old) => old.map((key) => (key.id === id ? { ...key, lastUsedAt: now } : key)))
      .catch((thrown: unknown) => log.warn('the use of a key was not noted', { id, reason: String(thrown) }));
  };
}

function dropHash({ hash: _hash, ...key }: KeyView & { readonly hash: string }): KeyView {
  return key;
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
