import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { JsonFile } from '../host/home/jsonFile.ts';
import { keepPlace, openDesktopState } from './desktopState.ts';
import type { DesktopState } from './desktopState.ts';

it('writes a drag of five hundred places twice at most, the last one last, and forgets nothing else', async () => {
  const home = await mkdtemp(join(tmpdir(), 'paradeck-place-'));
  try {
    const file = await openDesktopState(home);
    await file.update((now) => ({ ...now, wasToldOfTray: true }));
    const writes: Promise<void>[] = [];
    const update: JsonFile<DesktopState>['update'] = (change) => {
      writes.push(file.update(change));
      return writes.at(-1) ?? Promise.resolve();
    };
    const keep = keepPlace({ update });
    const place = (x: number) => ({ x, y: 0, width: 900, height: 700, isMaximised: false });
    keep(place(0));
    // The first write is under way when the rest of the drag comes.
    await Promise.resolve();
    await Promise.resolve();
    for (let x = 1; x <= 500; x += 1) keep(place(x));
    await Promise.all(writes);
    expect(writes.length).toBeLessThanOrEqual(2);
    const kept: unknown = JSON.parse(await readFile(join(home, 'desktop.json'), 'utf8'));
    expect(kept).toMatchObject({ wasToldOfTray: true, window: { x: 500 } });
    keep(place(7));
    await Promise.all(writes);
    expect(file.get().window?.x).toBe(7);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});
