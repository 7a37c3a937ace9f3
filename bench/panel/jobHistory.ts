/** Ten thousand jobs that have ended, as a home in use for a year holds them. */
import { join } from 'node:path';
import { openStore } from '../../electron/host/store/store.ts';
import {
  quietLog as log,
  sampleClock as clock,
  sampleJob,
  sampleTranscript,
} from '../../electron/host/store/storeSample.ts';

export const jobCount = 10_000;
/** Written side by side: each waits for the disk. */
const atOnce = 500;
const text = '今天天气好，我们去公园。'.repeat(20);

/** Into a home no host runs on. */
export async function writeHistory(home: string): Promise<void> {
  const store = await openStore({ path: join(home, 'paradeck.db'), log, clock });
  const write = async (n: number): Promise<void> => {
    const id = `j${String(n).padStart(5, '0')}`;
    await store.acceptJob(sampleJob({ id, name: `录音 ${n}.wav`, acceptedAt: n }));
    await store.finishJob(
      id,
      { state: 'done', endedAt: n, characters: text.length },
      sampleTranscript(id, text),
    );
  };
  for (let first = 0; first < jobCount; first += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, (_, n) => write(first + n)));
  }
  await store.close();
}
