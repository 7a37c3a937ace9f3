/** The small page of a door: the built page under the title of its instance, and the files it loads. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';
import type { ApiDoorPlan, ApiDoorPorts, ApiEnv } from './apiDoorPorts.ts';

export function addPageRoutes(app: Hono<ApiEnv>, ports: ApiDoorPorts, { instanceId }: ApiDoorPlan): void {
  const { panelDir, fleet } = ports;
  app.get('/', async (c) => {
    const name = fleet.list().find(({ spec }) => spec.id === instanceId)?.spec.name ?? 'ParaDeck';
    const page = await readFile(join(panelDir, 'instancePage.html'), 'utf8').catch(() => null);
    if (page === null) return c.text('The page is not built yet: npm run build\n', 404);
    return c.html(page.replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(name)}</title>`));
  });
  app.use('/assets/*', async (c, next) => {
    await next();
    // Their names carry a digest of their content.
    c.header('Cache-Control', 'private, max-age=31536000, immutable');
  });
  app.get('/assets/*', serveStatic({ root: panelDir }));
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (character) => escapes[character] ?? character);
}
