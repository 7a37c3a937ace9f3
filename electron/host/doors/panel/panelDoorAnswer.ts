/** How the panel's door reads and answers: JSON in, a Reply out with a status that fits. */
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import type { Reply } from '../../../contract/api.ts';
import { failureStatus } from '../../../core/doors/failureStatus.ts';
import { Failed } from '../../../core/failed.ts';

export type App = { Bindings: HttpBindings };

export function answer(c: Context<App>, reply: Reply): Response {
  const status = reply.ok ? 200 : failureStatus[reply.failure.code];
  if (!reply.ok && reply.failure.code === 'busy')
    c.header('Retry-After', String(reply.failure.detail?.['retryAfterS'] ?? 60));
  return c.json(reply, status as ContentfulStatusCode);
}

export async function readJson(c: Context<App>): Promise<unknown> {
  const text = await c.req.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Failed('bad-request', 'the body is not JSON', { field: 'body' });
  }
}

/** Throws bad-request with the field. */
export function parseOrRefuse<T>(schema: z.ZodType<T>, raw: unknown): T {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || 'body';
  throw new Failed('bad-request', `${field}: ${issue?.message ?? 'not valid'}`, { field });
}
