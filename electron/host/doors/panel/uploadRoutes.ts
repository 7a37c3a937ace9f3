/**
 * Files of a browser, in pieces: POST begins one, PATCH adds a piece at `Upload-Offset`, GET says how far it has come,
 * DELETE gives it up. Each answers an upload as it is now, or null where nothing is known of it.
 */
import type { Hono, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { uploadDraft } from '../../../contract/upload.ts';
import type { Arriving } from './arriving.ts';
import { answer, parseOrRefuse, readJson } from './panelDoorAnswer.ts';
import type { App } from './panelDoorAnswer.ts';

const offsetHeader = z.coerce.number().int().nonnegative();

export function addUploadRoutes(app: Hono<App>, arriving: Arriving, small: MiddlewareHandler): void {
  app.post('/api/uploads', small, async (c) => {
    const draft = parseOrRefuse(uploadDraft, await readJson(c));
    return answer(c, { ok: true, value: await arriving.begin(draft) });
  });
  app.get('/api/uploads/:id', async (c) =>
    answer(c, { ok: true, value: await arriving.look(c.req.param('id')) }),
  );
  app.patch('/api/uploads/:id', async (c) => {
    const offset = parseOrRefuse(offsetHeader, c.req.header('upload-offset'));
    const body = c.env.incoming;
    return answer(c, { ok: true, value: await arriving.append(c.req.param('id'), { offset, body }) });
  });
  app.delete('/api/uploads/:id', async (c) => {
    await arriving.end(c.req.param('id'));
    return answer(c, { ok: true, value: null });
  });
}
