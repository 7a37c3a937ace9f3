/** Serves the built panel, and copies to listen to, as paradeck://panel/…: an origin of its own, where file: would share one with every file. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import { createAudioRoute } from '../host/listen/audioRoute.ts';

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
    // stream: without it no audio element plays from here (Electron, CustomScheme).
    { scheme: 'paradeck', privileges: { standard: true, secure: true, stream: true } },
  ]);
}

export interface PanelPlaces {
  readonly panelDir: string;
  /** Folder of the copies to listen to. */
  readonly listenDir: string;
}

export function handlePanelScheme(
  { panelDir, listenDir }: PanelPlaces,
  headers: Readonly<Record<string, string>>,
): void {
  const audio = createAudioRoute(listenDir);
  protocol.handle('paradeck', async (request) => {
    const { host, pathname } = new URL(request.url);
    if (host === 'panel' && pathname.startsWith('/api/audio/')) return audio.fetch(request);
    const path = normalize(join(panelDir, pathname === '/' ? 'index.html' : decodeURIComponent(pathname)));
    if (host !== 'panel' || !path.startsWith(panelDir + sep)) return new Response(null, { status: 404 });
    const body = await readFile(path).catch(() => null);
    if (body === null) return new Response(null, { status: 404 });
    const type = mimeByExtension[extname(path)] ?? 'application/octet-stream';
    return new Response(new Uint8Array(body), { headers: { ...headers, 'content-type': type } });
  });
}
