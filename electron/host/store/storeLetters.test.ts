/** What a webhook has yet to tell, over restarts. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from './store.ts';
import { quietLog as log, sampleClock as clock } from './storeSample.ts';

test('messages keep their order over a restart, and what was noted of their tries; dropped ones are gone', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'letters-'));
  const path = join(dir, 'paradeck.db');
  const letters = Array.from({ length: 120 }, (_, at) => ({
    ...{ id: `msg_${at}`, jobId: at === 0 ? null : `j-${at}`, body: `{"text":"第 ${at} 条"}` },
    ...{ writtenAt: 1_000 + at, tries: 0, dueAt: 1_000.5 },
  }));
  try {
    const store = await openStore({ path, log, clock });
    await Promise.all(letters.map((letter) => store.writeLetter(letter)));
    const [first, ...rest] = letters;
    if (!first) throw new Error('no letters');
    await store.writeLetter({ ...first, tries: 3, dueAt: 9_000 });
    await store.dropLetters(['msg_1', 'msg_2', 'nothing']);
    await store.close();
    const again = await openStore({ path, log, clock });
    expect(await again.letters()).toEqual([{ ...first, tries: 3, dueAt: 9_000 }, ...rest.slice(2)]);
    await again.close();
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
