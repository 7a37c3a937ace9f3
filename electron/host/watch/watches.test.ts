import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, realpath, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WatchView } from '../../contract/watch.ts';
import { Failed } from '../../core/failed.ts';
import { sampleInstance, sampleJob } from '../doors/standIns.ts';
import { openStore } from '../store/store.ts';
import type { Store } from '../store/storePort.ts';
import { openWatches } from './watches.ts';
import type { Watches } from './watches.ts';

const fleet = { kind: 'fleet' as const };
const isRoot = process.getuid?.() === 0;

let dir: string;
let inbox: string;
let store: Store;
let watches: Watches;
let taken: { path: string; target: object; skipsDone: boolean | undefined }[];
let refuse: Failed | null;
let views: WatchView[];
let heard: () => void;

async function open(): Promise<void> {
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (message: string) => expect(message).toBe(''),
  };
  store = await openStore({ path: join(dir, 'home', 'paradeck.db'), log, clock: { now: () => Date.now() } });
  watches = await openWatches({
    ...{ home: join(dir, 'home'), store, log, looks: true, everyMs: 10, stillMs: 60 },
    fleet: {
      get: (id) => {
        if (id === 'gone') throw new Failed('instance-not-found', id, { id });
        return sampleInstance;
      },
    },
    clock: { now: () => Date.now() },
    emit: (event) => {
      if (event.type === 'watches.changed') views = event.watches;
      heard();
    },
    jobs: {
      submit: async ({ path, target, skipsDone }) => {
        if (refuse) throw refuse;
        taken.push({ path, target, skipsDone });
        heard();
        return sampleJob;
      },
    },
  });
}

async function close(): Promise<void> {
  await watches.close();
  await store.close();
}

/** Settles once it is so; looked at again at every push and every file taken. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise<void>((resolve) => (heard = resolve));
}

const view = (): WatchView | undefined => watches.list()[0];
const names = (): string[] => taken.map(({ path }) => path.slice(inbox.length + 1)).sort();

beforeEach(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), 'paradeck-watch-')));
  inbox = join(dir, 'inbox 收件');
  await mkdir(join(inbox, 'deep', 'er'), { recursive: true });
  [taken, refuse, views, heard] = [[], null, [], () => undefined];
  await open();
});
afterEach(async () => {
  await close();
  await rm(dir, { recursive: true, force: true });
});

describe('a watched folder', () => {
  it('hands in sound from all folders in it once, and nothing else', async () => {
    const files = [
      'a.wav',
      'deep/b.MP3',
      'deep/er/会议 c.m4a',
      'a.txt',
      'a.srt',
      '.hidden.wav',
      'half.wav.part',
      'none',
    ];
    for (const name of files) await writeFile(join(inbox, name), 'x');
    await watches.add({ dir: inbox, target: { kind: 'instance', instanceId: 'i-1' }, takesPresent: true });
    await until(() => taken.length === 3);
    await writeFile(join(inbox, 'later.flac'), 'x');
    await until(() => view()?.taken === 4 && view()?.unsettled === 0);
    expect(names()).toEqual(['a.wav', 'deep/b.MP3', 'deep/er/会议 c.m4a', 'later.flac']);
    expect(taken[0]).toMatchObject({ target: { kind: 'instance', instanceId: 'i-1' }, skipsDone: true });
    expect(views.at(0)).toMatchObject({ state: 'watching', files: 4, trouble: null });
  });

  it('remembers over restarts what it has seen, also while it was not there, and takes what changed', async () => {
    await writeFile(join(inbox, 'a.wav'), 'x');
    await watches.add({ dir: inbox, target: fleet, takesPresent: true });
    await until(() => view()?.taken === 1);
    await close();
    await writeFile(join(inbox, 'b.wav'), 'x');
    await open();
    await until(() => view()?.taken === 1);
    expect(names()).toEqual(['a.wav', 'b.wav']);
    await rename(inbox, `${inbox} away`);
    await until(() => view()?.state === 'missing');
    expect(view()?.trouble?.failure).toMatchObject({ code: 'folder-not-found', detail: { path: inbox } });
    await rename(`${inbox} away`, inbox);
    await until(() => view()?.state === 'watching');
    await utimes(join(inbox, 'a.wav'), 1, 1);
    await until(() => taken.length === 3);
    expect(names()).toEqual(['a.wav', 'a.wav', 'b.wav']);
  });

  it('leaves what lay in it where that is asked for', async () => {
    await writeFile(join(inbox, 'old.wav'), 'x');
    await watches.add({ dir: inbox, target: fleet, takesPresent: false });
    await until(() => view()?.state === 'watching');
    await writeFile(join(inbox, 'new.wav'), 'x');
    await until(() => view()?.taken === 1);
    expect(names()).toEqual(['new.wav']);
  });

  it('tries again what could not be accepted, and says why', async () => {
    refuse = new Failed('disk-full', 'no room');
    await writeFile(join(inbox, 'a.wav'), 'x');
    await writeFile(join(inbox, 'b.wav'), 'x');
    await watches.add({ dir: inbox, target: fleet, takesPresent: true });
    await until(() => view()?.trouble?.failure.code === 'disk-full');
    expect(view()).toMatchObject({ taken: 0, unsettled: 2, trouble: { count: 2 } });
    refuse = null;
    await until(() => view()?.taken === 2 && view()?.trouble === null);
    expect(names()).toEqual(['a.wav', 'b.wav']);
  });

  it('takes nothing while it is off, and is gone once it is removed', async () => {
    const { id } = await watches.add({ dir: inbox, target: fleet, takesPresent: true });
    await until(() => view()?.state === 'watching');
    await watches.edit(id, { isOn: false });
    expect(view()?.state).toBe('off');
    await writeFile(join(inbox, 'a.wav'), 'x');
    await watches.edit(id, { isOn: true, target: { kind: 'instance', instanceId: 'i-1' } });
    await until(() => taken.length === 1);
    await watches.remove(id);
    expect(watches.list()).toEqual([]);
    expect((await store.seenFiles(id)).isNew).toBe(true);
    await expect(watches.edit(id, {})).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('is refused where it is not there, overlaps another, or is for nobody', async () => {
    const add = (path: string, target: object = fleet) =>
      watches.add({ dir: path, target: target as typeof fleet, takesPresent: true });
    await expect(add(join(dir, 'nowhere'))).rejects.toMatchObject({ code: 'folder-not-found' });
    await writeFile(join(dir, 'file'), 'x');
    await expect(add(join(dir, 'file'))).rejects.toMatchObject({ code: 'folder-not-found' });
    await expect(add(inbox, { kind: 'instance', instanceId: 'gone' })).rejects.toMatchObject({
      code: 'instance-not-found',
    });
    await add(join(inbox, 'deep'));
    for (const other of [join(inbox, 'deep'), inbox, join(inbox, 'deep', 'er')]) {
      await expect(add(other)).rejects.toMatchObject({ code: 'folder-watched' });
    }
  });

  it.skipIf(isRoot)('says which folder in it may not be read, and takes the rest', async () => {
    await writeFile(join(inbox, 'a.wav'), 'x');
    await chmod(join(inbox, 'deep'), 0);
    await watches.add({ dir: inbox, target: fleet, takesPresent: true });
    await until(() => taken.length === 1 && view()?.trouble !== null);
    expect(view()?.trouble).toMatchObject({
      path: join(inbox, 'deep'),
      failure: { code: 'folder-unreadable' },
    });
    await chmod(join(inbox, 'deep'), 0o700);
  });

  // Not root: no right to mount anything.
  it.skipIf(!isRoot || process.platform !== 'linux')(
    'is missing while nothing is mounted on it',
    async () => {
      const mount = (): Buffer => execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', inbox]);
      mount();
      try {
        await writeFile(join(inbox, 'a.wav'), 'x');
        await utimes(join(inbox, 'a.wav'), 5, 5);
        await watches.add({ dir: inbox, target: fleet, takesPresent: true });
        await until(() => view()?.taken === 1);
        execFileSync('umount', ['-l', inbox]);
        await until(() => view()?.state === 'missing');
        mount();
        await writeFile(join(inbox, 'a.wav'), 'x');
        await utimes(join(inbox, 'a.wav'), 5, 5);
        await writeFile(join(inbox, 'b.wav'), 'x');
        await until(() => view()?.taken === 2);
        expect(names()).toEqual(['a.wav', 'b.wav']);
      } finally {
        execFileSync('umount', ['-l', inbox]);
      }
    },
  );
});
