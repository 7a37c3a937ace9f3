import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { settingsPatch } from '../../contract/settings.ts';
import { openSettings } from './settingsFile.ts';

let home = '';
let warnings: string[] = [];
const log = {
  info: () => undefined,
  warn: (message: string) => warnings.push(message),
  error: () => undefined,
};

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'paradeck-settings-'));
  warnings = [];
});

afterEach(async () => {
  await rm(home, { recursive: true });
});

it('begins with the defaults', async () => {
  const settings = await openSettings({ home, log });
  expect(settings.get()).toMatchObject({ language: 'system', saveTo: { kind: 'none' }, spoolGiB: 20 });
  expect([settings.problem, warnings]).toEqual([null, []]);
});

it('has the first steps due in a home just made, until they are done, and in no other', async () => {
  const settings = await openSettings({ home, log });
  expect(settings.get().firstSteps).toBe('due');
  expect((await openSettings({ home, log })).get().firstSteps).toBe('due');
  await settings.set({ firstSteps: 'done' });
  expect((await openSettings({ home, log })).get().firstSteps).toBe('done');

  await rm(home, { recursive: true });
  await mkdir(home);
  await writeFile(join(home, 'instances.json'), '{}');
  expect((await openSettings({ home, log })).get().firstSteps).toBe('done');
});

it('keeps what a patch does not name, also when patches come together', async () => {
  const settings = await openSettings({ home, log });
  await Promise.all([settings.set({ theme: 'dark' }), settings.set({ spoolGiB: 5 })]);
  expect(await settings.set({ language: 'en' })).toMatchObject({
    theme: 'dark',
    spoolGiB: 5,
    language: 'en',
  });
  expect((await openSettings({ home, log })).get()).toEqual(settings.get());
});

it('takes a patch through the contract as it was sent, with no defaults in it', () => {
  expect(settingsPatch.parse({ theme: 'dark' })).toEqual({ theme: 'dark' });
  expect(settingsPatch.safeParse({ spoolGiB: 0 }).success).toBe(false);
});

it('starts with the backup when the file is damaged, and says so', async () => {
  await (await openSettings({ home, log })).set({ theme: 'dark' });
  await writeFile(join(home, 'settings.json'), Buffer.alloc(300));
  const settings = await openSettings({ home, log });
  expect(settings.get().theme).toBe('dark');
  expect(settings.problem).toContain('settings.json is damaged');
  expect(warnings).toEqual([settings.problem]);
});

it('keeps hotwords without empty and double ones, and refuses too many', async () => {
  const settings = await openSettings({ home, log });
  expect((await settings.set({ hotwords: [' 成都', '', '成都'] })).hotwords).toEqual(['成都']);
  const many = Array.from({ length: 501 }, (_, at) => `${at}`);
  await expect(settings.set({ hotwords: many })).rejects.toThrow('501 hotwords');
  expect((await openSettings({ home, log })).get().hotwords).toEqual(['成都']);
});

it('refuses a value out of range and keeps what was', async () => {
  const settings = await openSettings({ home, log });
  await expect(settings.set({ spoolGiB: 0 })).rejects.toThrow();
  expect(settings.get().spoolGiB).toBe(20);
});
