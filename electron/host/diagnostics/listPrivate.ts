/** What is known to be private on this box: to be taken out of a bundle wherever it stands. */
import { homedir, hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { settings as settingsSchema } from '../../contract/settings.ts';
import type { Settings } from '../../contract/settings.ts';
import type { PrivateFacts } from '../../core/diagnostics/redactor.ts';
import { plainSettings } from '../../core/diagnostics/renderBundle.ts';
import type { BundleFacts } from '../../core/diagnostics/renderBundle.ts';
import { readAccountName } from '../box/accountName.ts';
import { readJsonFile } from '../home/jsonFile.ts';
import { pathsIn } from '../home/paths.ts';

const named = z.array(z.looseObject({ name: z.string() }));
const watched = z.array(z.looseObject({ dir: z.string() }));

/** Parts of a path that every box has, and words of our own. */
const commonFolders = new Set(
  'home users media mnt srv usr bin lib opt var tmp root data local share app audio run volumes documents desktop downloads paradeck ffmpeg models python'.split(
    ' ',
  ),
);

/** Folders, longest first, and every name that stands in the facts or in files of the home. */
export async function listPrivate(
  { home, root }: { readonly home: string; readonly root: string },
  { jobs, instances, settings }: Pick<BundleFacts, 'jobs' | 'instances' | 'settings'>,
): Promise<Omit<PrivateFacts, 'phrases'>> {
  const keys = (await readJsonFile(pathsIn(home).keys, named)) ?? [];
  const watches = (await readJsonFile(join(home, 'watches.json'), watched)) ?? [];
  const own = listOwnTexts(settings);
  const parents = jobs.flatMap(({ path }) => (path === null ? [] : [dirname(path)]));
  const dirs = [...own.filter((text) => /[\\/]/.test(text)), ...watches.map(({ dir }) => dir), ...parents];
  const folders = [
    { path: home, shown: '<data>' },
    { path: root.replace(/[\\/]$/, ''), shown: '<app>' },
    { path: homedir(), shown: '~' },
  ];
  return {
    folders: folders.sort((a, b) => b.path.length - a.path.length),
    names: [
      ...[...jobs, ...instances.map(({ spec }) => spec), ...keys].map(({ name }) => name),
      ...dirs.flatMap((dir) => dir.split(/[\\/]/)).filter((part) => !commonFolders.has(part.toLowerCase())),
      ...instances.flatMap(({ spec }) => Object.values(spec.env)).filter(isTelling),
      ...[...own, ...(settings?.hotwords ?? [])],
      ...[readAccountName(), hostname()].filter((name) => name !== null),
    ],
  };
}

/** `1` or `true` of a variable is nobody's secret, and stands everywhere. */
function isTelling(value: string): boolean {
  return value.length > 5;
}

/** Every text a person set, with what addresses among them hold. */
function listOwnTexts(settings: Settings | null): string[] {
  const usual = new Set(listTexts(settingsSchema.parse({})));
  return listTexts(settings)
    .filter((text) => !usual.has(text) && isTelling(text))
    .flatMap((text) => {
      const url = URL.parse(text);
      return url === null
        ? [text]
        : [text, url.hostname, decodeURIComponent(url.password), decodeURIComponent(url.username)];
    });
}

function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value === null || typeof value !== 'object'
    ? []
    : Object.entries(value).flatMap(([name, one]) => (plainSettings.has(name) ? [] : listTexts(one)));
}
