/** Serves the built panel as paradeck://panel/…: an origin of its own, where file: would share one with every file. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';

const mimeByExtension: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Must run before the app is ready (Electron, protocol.registerSchemesAsPrivileged). */
export function registerPanelScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'paradeck', privileges: { standard: true, secure: true } },
  ]);
}

export function handlePanelScheme(panelDir: string, headers: Readonly<Record<string, string>>): void {
  protocol.handle('paradeck', async (request) => {
    const { host, pathname } = new URL(request.url);
    const path = normalize(join(panelDir, pathname === '/' ? 'index.html' : decodeURIComponent(pathname)));
    if (host !== 'panel' || !path.startsWith(panelDir + sep)) return new Response(null, { status: 404 });
    const body = await readFile(path).catch(() => null);
    if (body === null) return new Response(null, { status: 404 });
    const type = mimeByExtension[extname(path)] ?? 'application/octet-stream';
    return new Response(new Uint8Array(body), { headers: { ...headers, 'content-type': type } });
  });
}
