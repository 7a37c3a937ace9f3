import type { WatchView } from '../../../electron/contract/watch.ts';

export const watches = {
  title: 'Watched folders',
  hint: 'Recordings that come into these folders, or into folders in them, are transcribed by themselves once they have not changed for 10 seconds. Drives that go away are waited for.',
  states: {
    looking: 'Looking…',
    watching: 'Watching',
    off: 'Off',
    missing: 'Not there',
    unreadable: 'No right to read it',
  } satisfies Record<WatchView['state'], string>,
  files: (p: { count: number }) =>
    p.count === 1 ? '1 recording' : `${p.count.toLocaleString('en')} recordings`,
  unsettled: (p: { count: number }) => `${p.count} still arriving`,
  taken: (p: { count: number }) => `${p.count} taken since the start`,
  folder: 'Folder on the box',
  folderHint: 'Full path',
  pathMissing: 'Give the folder’s full path.',
  target: 'Transcribed by',
  targetOf: (p: { dir: string }) => `Who transcribes ${p.dir}`,
  fleet: 'The whole fleet',
  takesPresent: 'Also what lies in it now',
  add: 'Watch',
  turn: (p: { dir: string }) => `Watch ${p.dir}`,
  remove: (p: { dir: string }) => `Watch ${p.dir} no longer`,
  removeTitle: 'Watch this folder no longer?',
  removeText: (p: { dir: string }) =>
    `${p.dir}, its recordings and their transcripts stay. Watched again later, all that lies in it counts as new; what was transcribed before is skipped by its content.`,
  more: (p: { count: number }) => `and ${p.count} more`,
};
