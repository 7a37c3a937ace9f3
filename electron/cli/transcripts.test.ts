/** `transcripts` as a user runs it, on a home that holds some. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pathsIn } from '../host/home/paths.ts';
import { openStore } from '../host/store/store.ts';
import {
  quietLog as log,
  sampleClock as clock,
  sampleJob,
  sampleTranscript,
} from '../host/store/storeSample.ts';
import { makeTrialCli } from './trialCli.ts';
import type { TrialCli } from './trialCli.ts';

let box: TrialCli;
beforeEach(async () => {
  box = await makeTrialCli();
});
afterEach(() => box.close());

test('searches, and exports what it finds into a zip that is never replaced', async () => {
  const store = await openStore({ path: pathsIn(box.home).database, log, clock });
  for (const id of ['a', 'b', 'c']) {
    await store.acceptJob(sampleJob({ id, name: '周会.mp3' }));
    const text = id === 'c' ? '别的。' : `预算${id}。`;
    await store.finishJob(id, { state: 'done', endedAt: 1 }, sampleTranscript(id, text));
  }
  await store.close();
  const found = await box.run(['transcripts', 'search', '预算']);
  expect([found.code, found.stdout]).toEqual([0, 'b  周会.mp3\n    预算b。\na  周会.mp3\n    预算a。\n']);
  const zip = join(box.home, 'all.zip');
  const plan = [
    'transcripts',
    'export',
    '--search',
    '预算',
    '--format',
    'txt',
    '--format',
    'docx',
    '--zip',
    zip,
  ];
  expect(await box.run(plan)).toMatchObject({ code: 0 });
  const files = unzipSync(await readFile(zip));
  expect(Object.keys(files).sort()).toEqual(['周会 (2).docx', '周会 (2).txt', '周会.docx', '周会.txt']);
  expect(strFromU8(files['周会.txt'] ?? new Uint8Array())).toBe('预算b。\n');
  expect(await box.run(plan)).toMatchObject({ code: 1 });
  for (const misused of [
    ['export', 'a'],
    ['export', '--zip', zip],
    ['look'],
    ['export', 'a', '--zip', zip, '--format', 'x'],
  ])
    expect(await box.run(['transcripts', ...misused])).toMatchObject({ code: 2 });
});
