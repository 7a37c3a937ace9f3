import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openJobsHome } from './jobsHome.ts';
import type { JobsHome } from './jobsHome.ts';
import { convert, writeSpeech } from './testSound.ts';

const homes: JobsHome[] = [];
async function open(...args: Parameters<typeof openJobsHome>): Promise<JobsHome> {
  const home = await openJobsHome(...args);
  homes.push(home);
  return home;
}
afterEach(async () => {
  for (const home of homes.splice(0)) await home.close();
});

const fleet = { target: { kind: 'fleet' as const }, options: { hotwords: [] }, isUpload: false };

test('a wav and an mp3 become transcripts', async () => {
  const home = await open();
  home.pool.add('a');
  const wav = join(home.files, 'talk.wav');
  const mp3 = join(home.files, 'talk.mp3');
  await writeSpeech(wav, 150);
  await convert('-i', wav, mp3);
  const first = await home.jobs.submit({ ...fleet, path: wav });
  const second = await home.jobs.submit({ ...fleet, path: mp3 });
  const done = await home.ended(first.id);
  const doneToo = await home.ended(second.id);
  expect([done.state, done.failure]).toEqual(['done', null]);
  expect([doneToo.state, doneToo.failure]).toEqual(['done', null]);
  const transcript = await home.jobs.transcript(first.id);
  expect(transcript.durationMs).toBe(150_000);
  expect(transcript.holes).toEqual([]);
  expect(transcript.text.length).toBeGreaterThan(200);
  expect(transcript.text).toContain('。');
  expect(home.errors).toEqual([]);
});
