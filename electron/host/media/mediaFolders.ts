/** Looks into the folders of the box that a browser may pick from, and nowhere else: no way up, no links. */
import { lstat, readdir, realpath } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { MediaEntry } from '../../contract/mediaCalls.ts';
import { isAudioName } from '../../core/audio/audioExtensions.ts';
import { Failed } from '../../core/failed.ts';

/** More than anybody picks from by eye. */
const mostEntries = 2_000;

export interface MediaPlace {
  /** As the settings name it. */
  readonly folder: string;
  readonly path: string;
}

/** Throws forbidden for a place that is not in one of the folders, folder-not-found and folder-unreadable. */
export async function listMedia(
  place: MediaPlace,
  folders: readonly string[],
): Promise<{ entries: MediaEntry[]; leftOut: number }> {
  const dir = await resolveMedia(place, folders);
  const names = await readdir(dir, { withFileTypes: true }).catch((thrown: unknown) => {
    throw new Failed('folder-unreadable', String(thrown), { path: place.path });
  });
  const shown = names.filter(
    (one) => !one.name.startsWith('.') && (one.isDirectory() || (one.isFile() && isAudioName(one.name))),
  );
  const told = shown.slice(0, mostEntries);
  const entries = await Promise.all(told.map((one) => describe(dir, one.name, one.isDirectory())));
  return { entries: sortEntries(entries), leftOut: shown.length - told.length };
}

/** The recording's own path. Throws as listMedia, and file-not-found. */
export async function findMedia(place: MediaPlace, folders: readonly string[]): Promise<string> {
  const path = await resolveMedia(place, folders);
  if (!isAudioName(path)) throw outside(place);
  return path;
}

/** Links are refused wherever they lead: the real path must be the very one that was named. */
async function resolveMedia({ folder, path }: MediaPlace, folders: readonly string[]): Promise<string> {
  if (!folders.includes(folder) || !isAbsolute(folder)) throw outside({ folder, path });
  const parts = path === '' ? [] : path.split('/');
  if (parts.some((part) => part === '' || part.startsWith('.') || /[\\\0]/.test(part))) {
    throw outside({ folder, path });
  }
  const named = join(await findReal(folder, folder), ...parts);
  if ((await findReal(named, path)) !== named) throw outside({ folder, path });
  return named;
}

async function findReal(path: string, shown: string): Promise<string> {
  return realpath(path).catch(() => {
    throw new Failed('folder-not-found', `${shown} is not there`, { path: shown });
  });
}

async function describe(dir: string, name: string, isFolder: boolean): Promise<MediaEntry> {
  if (isFolder) return { name, kind: 'folder', bytes: null };
  const stats = await lstat(join(dir, name)).catch(() => null);
  return { name, kind: 'sound', bytes: stats?.size ?? null };
}

/** Folders first, each as a person sorts them: 2 before 10. */
function sortEntries(entries: MediaEntry[]): MediaEntry[] {
  const order = new Intl.Collator(undefined, { numeric: true });
  return entries.sort((a, b) =>
    a.kind === b.kind ? order.compare(a.name, b.name) : a.kind === 'folder' ? -1 : 1,
  );
}

function outside({ path }: MediaPlace): Failed {
  return new Failed('forbidden', 'this is in none of the folders that may be picked from', { path });
}
