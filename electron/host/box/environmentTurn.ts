/** One process at a time makes an environment: a lock by exclusive creation; one whose owner is gone is taken over. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { makeFolder } from '../home/makeFolder.ts';
import { readProcessMark } from '../home/processStart.ts';
import type { MakingStep } from './pythonRun.ts';

const lookMs = 500;

/** Resolves with what gives the turn back. Rejects with the signal's reason. */
export async function takeTurn(dir: string, { say, signal }: MakingStep): Promise<() => Promise<void>> {
  const lock = `${dir}.lock`;
  await makeFolder(dirname(lock));
  for (let isTold = false; ; isTold = true) {
    signal?.throwIfAborted();
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' });
      return () => rm(lock, { force: true });
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
    }
    const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (owner > 0 && (await readProcessMark(owner)) === null) await rm(lock, { force: true });
    else if (!isTold) say('another ParaDeck is making this environment; waiting for it');
    await wait(lookMs, undefined, { signal });
  }
}
