/** The opaque place in a list that a caller hands back to get the next page. */
import { Failed } from '../../core/failed.ts';
import type { PagePlace } from './storeMessages.ts';

export function renderCursor(place: PagePlace): string {
  return Buffer.from(JSON.stringify([place.acceptedAt, place.id])).toString('base64url');
}

/** Throws bad-request where the cursor is none of ours. */
export function parseCursor(cursor: string): PagePlace {
  try {
    const [acceptedAt, id, ...more] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof acceptedAt === 'number' && typeof id === 'string' && more.length === 0)
      return { acceptedAt, id };
  } catch {
    // Falls through to the one error.
  }
  throw new Failed('bad-request', '`before` must be the `next` of an earlier page.', { before: cursor });
}
