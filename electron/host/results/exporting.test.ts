/** Exported files are called as the settings say. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { settings } from '../../contract/settings.ts';
import { openStore } from '../store/store.ts';
import type { Store } from '../store/storePort.ts';
import { quietLog as log, sampleClock as clock, sampleJob, sampleTranscript } from '../store/storeSample.ts';
import { createExporting } from './exporting.ts';

let dir: string;
let store: Store;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'exporting-'));
  store = await openStore({ path: join(dir, 'paradeck.db'), log, clock });
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

const exportBy = (exportName: string) =>
  createExporting({
    store,
    clock,
    fleet: { list: () => [] },
    settings: { get: () => settings.parse({ exportName }) },
  });

it('names a file by the template and the job', async () => {
  const endedAt = new Date(2026, 10, 28, 16, 5).getTime();
  await store.acceptJob(sampleJob({ id: 'j', name: '周会.MP3', modelName: 'demo' }));
  await store.finishJob('j', { state: 'done', endedAt }, sampleTranscript('j', '你好。'));
  const exporting = exportBy('{date} {time} {name} {model}');
  const file = await exporting.exportAs('j', 'txt');
  expect([file.fileName, file.content.toString()]).toEqual(['2026-11-28 1605 周会 demo.txt', '你好。\n']);
  expect(await exporting.preview('{name}', 'docx')).toBe('周会.docx');
  expect((await exporting.exportAs('j', 'docx')).content.subarray(0, 2).toString()).toBe('PK');
});

it('previews a template before there is any transcript', async () => {
  expect(await exportBy('{name}').preview('{instance} {name}', 'srt')).toBe('Paraformer 1 talk.srt');
});
