/** Who may use the panel's door: a one-time code or a key is exchanged for a cookie. Only hashes are kept. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Failed } from '../../../core/failed.ts';
import { openJsonFile } from '../../home/jsonFile.ts';
import type { JsonFile } from '../../home/jsonFile.ts';
import type { Clock, Log } from '../../ports.ts';
import type { Keys } from '../keys.ts';
import { createWrongKeys } from '../wrongKeys.ts';
import type { WrongKeys } from '../wrongKeys.ts';

const codeLifeMs = 10 * 60_000;
export const sessionLifeS = 30 * 24 * 3600;
const keptSessions = 50;

/** `keyId` null: of a one-time link, which only this machine's own user can make. */
const stored = z.array(
  z.object({ hash: z.string(), until: z.number(), keyId: z.string().nullable().default(null) }),
);
type Stored = z.infer<typeof stored>;

/** Whose cookie that is. */
export interface Session {
  /** read: everything is shown and nothing changed. */
  readonly access: 'full' | 'read';
  /** null: signed in by a one-time link. */
  readonly keyName: string | null;
}

export interface Sessions {
  /** A code for a one-time link: 256 random bits, good for ten minutes and one exchange. */
  createCode(): string;
  /** The cookie's value for a good code. Throws unauthorised, and busy after ten failed tries of an address in a minute. */
  exchange(code: string, address: string): Promise<string>;
  /** The cookie's value for a key; as exchange, and forbidden for a key that is not for the panel. */
  signIn(secret: string, address: string): Promise<string>;
  /** null: nobody's, ended, too old, or of a key that was revoked. */
  find(cookie: string): Session | null;
  end(cookie: string): Promise<void>;
}

export interface SessionsPorts {
  /** JSON file of the hashes, kept over restarts of the host. */
  readonly file: string;
  readonly keys: Pick<Keys, 'find' | 'touch'>;
  readonly clock: Clock;
  readonly log: Log;
}

export async function openSessions(ports: SessionsPorts): Promise<Sessions> {
  const { file, keys, clock, log } = ports;
  const kept = await openJsonFile({ path: file, schema: stored, fallback: [] });
  // A damaged file only means that browsers need a new link.
  if (kept.problem !== null) log.warn(kept.problem);
  const codes = createCodes(clock);
  const wrong = createWrongKeys(clock);
  const findSession = (cookie: string): Session | null => {
    const hash = digest(cookie);
    const found = kept.get().find((one) => one.hash === hash && one.until > clock.now());
    if (!found) return null;
    if (found.keyId === null) return { access: 'full', keyName: null };
    const key = keys.touch(found.keyId);
    return key && { access: key.scopes.includes('panel') ? 'full' : 'read', keyName: key.name };
  };
  return {
    createCode: codes.create,
    exchange: async (code, address) => {
      refuseHasty(wrong, address);
      if (codes.take(code)) return addSession(kept, null, clock);
      wrong.note(address);
      throw new Failed('unauthorised', 'this link was used already or is too old');
    },
    signIn: async (secret, address) => {
      refuseHasty(wrong, address);
      const key = keys.find(secret);
      if (!key) {
        wrong.note(address);
        throw new Failed('unauthorised', 'there is no such key');
      }
      const isForPanel = key.scopes.includes('panel') || key.scopes.includes('panel-read');
      if (isForPanel) return addSession(kept, key.id, clock);
      throw new Failed('forbidden', 'this key is not for the panel', { scope: 'panel' });
    },
    find: findSession,
    end: async (cookie) => kept.update((old) => old.filter(({ hash }) => hash !== digest(cookie))),
  };
}

function refuseHasty(wrong: WrongKeys, address: string): void {
  const retryAfterS = wrong.waitS(address);
  if (retryAfterS > 0) throw new Failed('busy', 'too many failed tries', { retryAfterS });
}

/** Looked up by their hashes: the time that takes tells nothing about a code itself. */
function createCodes(clock: Clock): { create(): string; take(code: string): boolean } {
  const codes = new Map<string, number>();
  return {
    create: () => {
      for (const [hash, until] of codes) if (until < clock.now()) codes.delete(hash);
      const code = randomBytes(32).toString('base64url');
      codes.set(digest(code), clock.now() + codeLifeMs);
      return code;
    },
    take: (code) => {
      const until = codes.get(digest(code));
      codes.delete(digest(code));
      return until !== undefined && until >= clock.now();
    },
  };
}

async function addSession(kept: JsonFile<Stored>, keyId: string | null, clock: Clock): Promise<string> {
  const now = clock.now();
  const cookie = randomBytes(32).toString('base64url');
  const session = { hash: digest(cookie), until: now + sessionLifeS * 1000, keyId };
  await kept.update((old) => [...old.filter(({ until }) => until > now).slice(1 - keptSessions), session]);
  return cookie;
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
