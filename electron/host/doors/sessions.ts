/** Who may use the panel's door: a one-time code is exchanged for a cookie. Only hashes are kept. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Failed } from '../../core/failed.ts';
import { openJsonFile } from '../home/jsonFile.ts';
import type { Clock, Log } from '../ports.ts';

const codeLifeMs = 10 * 60_000;
export const sessionLifeS = 30 * 24 * 3600;
const keptSessions = 50;
/** Failed tries allowed in a minute, all callers together: everybody comes from loopback. */
const triesAMinute = 10;

const stored = z.array(z.object({ hash: z.string(), until: z.number() }));

export interface Sessions {
  /** A code for a one-time link: 256 random bits, good for ten minutes and one exchange. */
  createCode(): string;
  /** The cookie's value for a good code. Throws unauthorised, and busy after ten failed tries in a minute. */
  exchange(code: string): Promise<string>;
  isKnown(cookie: string): boolean;
}

export interface SessionsPorts {
  /** JSON file of the hashes, kept over restarts of the host. */
  readonly file: string;
  readonly clock: Clock;
  readonly log: Log;
}

export async function openSessions({ file, clock, log }: SessionsPorts): Promise<Sessions> {
  const codes = new Map<string, number>();
  const kept = await openJsonFile({ path: file, schema: stored, fallback: [] });
  // A damaged file only means that browsers need a new link.
  if (kept.problem !== null) log.warn(kept.problem);
  let failedAt: readonly number[] = [];

  const takeCode = (code: string, now: number): void => {
    failedAt = failedAt.filter((at) => at > now - 60_000);
    if (failedAt.length >= triesAMinute) {
      throw new Failed('busy', 'too many failed tries; wait a minute', { retryAfterS: 60 });
    }
    // Looked up by its hash: the time that takes tells nothing about the code itself.
    const until = codes.get(digest(code));
    codes.delete(digest(code));
    if (until !== undefined && until >= now) return;
    failedAt = [...failedAt, now];
    throw new Failed('unauthorised', 'this link was used already or is too old');
  };

  return {
    createCode: () => {
      for (const [hash, until] of codes) if (until < clock.now()) codes.delete(hash);
      const code = randomBytes(32).toString('base64url');
      codes.set(digest(code), clock.now() + codeLifeMs);
      return code;
    },
    exchange: async (code) => {
      const now = clock.now();
      takeCode(code, now);
      const cookie = randomBytes(32).toString('base64url');
      const session = { hash: digest(cookie), until: now + sessionLifeS * 1000 };
      await kept.update((old) => [
        ...old.filter(({ until }) => until > now).slice(1 - keptSessions),
        session,
      ]);
      return cookie;
    },
    isKnown: (cookie) => {
      const hash = digest(cookie);
      return kept.get().some((session) => session.hash === hash && session.until > clock.now());
    },
  };
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
