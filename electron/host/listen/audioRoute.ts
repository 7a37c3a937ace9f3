/** Plays copies to whoever has passed the guard, in ranges: a player reads what it plays. Both wires answer by it. */
import { basename } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

/** Only copies lie in `dir`, each named by its job. */
export function createAudioRoute(dir: string): Hono {
  const route = new Hono();
  route.use('/api/audio/:id', async (c, next) => {
    await next();
    if (c.res.ok) c.header('Content-Type', 'audio/wav');
  });
  const copyOf = (path: string): string => `${basename(path)}.wav`;
  return route.get('/api/audio/:id', serveStatic({ root: dir, rewriteRequestPath: copyOf }));
}
