import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from './store.ts';
import { quietLog as log, sampleClock as clock, sampleJob, sampleTranscript } from './storeSample.ts';

let dir: string;
const path = () => join(dir, 'paradeck.db');
const mark = () => `${path()}.open`;
const open = (at = path()) => openStore({ path: at, log, clock });

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'store-'));
});
afterEach(() => {
  chmodSync(dir, 0o700);
  rmSync(dir, { recursive: true });
});

async function writeHundredJobs(): Promise<void> {
  const store = await open();
  const text = '今天天气好。'.repeat(20);
  await Promise.all(
    Array.from({ length: 100 }, async (_, n) => {
      await store.acceptJob(sampleJob({ id: `j${n}` }));
      await store.finishJob(`j${n}`, { state: 'done' }, sampleTranscript(`j${n}`, text));
    }),
  );
  await store.close();
}

/** Leaves the first page, where the schema lies, and writes nonsense over a stretch behind it. */
function damageMiddle(): void {
  const bytes = readFileSync(path());
  bytes.fill(0xa5, 4096 * 3, Math.floor(bytes.length * 0.9));
  writeFileSync(path(), bytes);
}

describe('opening', () => {
  it('makes the folder and an empty store where there is nothing', async () => {
    const store = await open(join(dir, 'a', 'b', 'paradeck.db'));
    expect(store.problem).toBeNull();
    expect((await store.page({ limit: 1 })).jobs).toEqual([]);
    await store.close();
  });

  it.skipIf(process.platform === 'win32')(
    'lets nobody else read it, in whatever folder it lies',
    async () => {
      chmodSync(dir, 0o755);
      writeFileSync(path(), '', { mode: 0o644 });
      const store = await open();
      await store.acceptJob(sampleJob({ id: 'j' }));
      for (const file of [path(), `${path()}-wal`]) expect(statSync(file).mode & 0o077).toBe(0);
      await store.close();
    },
  );

  it('marks the file as open while it is, and leaves nothing beside it once closed', async () => {
    const store = await open();
    await store.acceptJob(sampleJob({ id: 'j' }));
    expect(existsSync(mark())).toBe(true);
    await store.close();
    expect(readdirSync(dir)).toEqual(['paradeck.db']);
  });

  it('goes on with a sound file that was not closed', async () => {
    await writeHundredJobs();
    writeFileSync(mark(), '');
    const store = await open();
    expect(store.problem).toBeNull();
    expect((await store.counts()).done).toBe(100);
    await store.close();
  });

  it.each([
    ['nonsense', () => writeFileSync(path(), 'no database '.repeat(1000))],
    ['nothing but zeros', () => writeFileSync(path(), Buffer.alloc(readFileSync(path()).length))],
    [
      'cut off',
      () => {
        writeFileSync(path(), readFileSync(path()).subarray(0, 50_000));
        writeFileSync(mark(), '');
      },
    ],
    [
      'broken in the middle',
      () => {
        damageMiddle();
        writeFileSync(mark(), '');
      },
    ],
  ])('keeps a file that is %s aside, says so, and begins anew', async (_, damage) => {
    await writeHundredJobs();
    damage();
    const damaged = readFileSync(path());
    const store = await open();
    expect(store.problem).toContain('paradeck.db.damaged-20260102T030405000Z');
    expect(readFileSync(`${path()}.damaged-20260102T030405000Z`)).toEqual(damaged);
    await store.acceptJob(sampleJob({ id: 'new' }));
    expect((await store.page({ limit: 10 })).jobs.map(({ id }) => id)).toEqual(['new']);
    await store.close();
    const again = await open();
    expect([again.problem, (await again.counts()).waiting]).toEqual([null, 1]);
    await again.close();
  });

  it('checks the file at the next opening where damage shows only in use', async () => {
    await writeHundredJobs();
    damageMiddle();
    const store = await open();
    expect(store.problem).toBeNull();
    const read = Promise.all(Array.from({ length: 100 }, (_, n) => store.transcript(`j${n}`)));
    await expect(read).rejects.toMatchObject({ code: 'internal' });
    await store.close();
    const again = await open();
    expect(again.problem).not.toBeNull();
    await again.close();
  });

  it.each([
    ['a folder that is a file', () => join(dir, 'file', 'paradeck.db')],
    ['a file that is a folder', () => join(dir, 'folder')],
  ])('says that the home is not writable: %s', async (_, at) => {
    writeFileSync(join(dir, 'file'), '');
    mkdirSync(join(dir, 'folder'));
    await expect(open(at())).rejects.toMatchObject({ code: 'home-not-writable' });
    expect(readdirSync(dir).sort()).toEqual(['file', 'folder']);
  });

  it.runIf(process.platform === 'linux')(
    'says that the home is not writable: a read-only place',
    async () => {
      await expect(open('/sys/paradeck/paradeck.db')).rejects.toMatchObject({ code: 'home-not-writable' });
    },
  );

  // Root may write anywhere: the rights of a folder mean nothing to it.
  it.skipIf(process.getuid?.() === 0)('says that the home is not writable: no right to write', async () => {
    chmodSync(dir, 0o500);
    await expect(open()).rejects.toMatchObject({ code: 'home-not-writable' });
  });
});

describe('migrating', () => {
  const versionOf = () => {
    const db = new DatabaseSync(path());
    const version = db.prepare('PRAGMA user_version').get()?.['user_version'];
    db.close();
    return Number(version);
  };
  const setVersion = (version: number) => {
    const db = new DatabaseSync(path());
    db.exec(`PRAGMA user_version = ${version}; CREATE TABLE IF NOT EXISTS stranger (a)`);
    db.close();
  };

  it('brings a file of version 0 to this one, once', async () => {
    setVersion(0);
    for (const waiting of [1, 2]) {
      const store = await open();
      await store.acceptJob(sampleJob({ id: `j${waiting}` }));
      expect((await store.counts()).waiting).toBe(waiting);
      await store.close();
    }
    expect(versionOf()).toBe(5);
  });

  it('leaves a file of a newer ParaDeck alone', async () => {
    setVersion(99);
    await expect(open()).rejects.toMatchObject({ code: 'internal', detail: { version: 99 } });
    expect(versionOf()).toBe(99);
    expect(readdirSync(dir).filter((name) => name.includes('damaged'))).toEqual([]);
  });
});
