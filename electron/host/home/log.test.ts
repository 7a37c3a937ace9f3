import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLog } from './log.ts';

let logs = '';
beforeEach(async () => {
  logs = await mkdtemp(join(tmpdir(), 'paradeck-log-'));
});
afterEach(() => rm(logs, { recursive: true, force: true }));

test('a line has its level, message and fields, and is there at once', async () => {
  const log = openLog(logs);
  log.warn('odd', { id: 'i-1' });
  const line = JSON.parse(await readFile(join(logs, 'host.log'), 'utf8'));
  expect(line).toMatchObject({ level: 40, msg: 'odd', id: 'i-1', pid: process.pid });
  log.close();
});

test('no secret and no user folder gets into the log, wherever in a line they stand', async () => {
  const log = openLog(logs);
  const canary = 'CANARY-0123456789abcdefghijklmnopqrstuvwxyz';
  expect(canary).toHaveLength(43);
  log.info(`opened http://127.0.0.1:8017/#code=${canary}`);
  log.info('short', { url: '/#code=short-canary' });
  log.error('request', {
    headers: { cookie: 'a=cookie-canary; b=2', authorization: 'Bearer bearer-canary' },
  });
  log.error(`failed: Authorization: Bearer bearer-canary ${canary}`);
  log.info('path', { path: join(homedir(), '.local', 'x') });
  const text = await readFile(join(logs, 'host.log'), 'utf8');
  expect(text).not.toMatch(/canary/i);
  expect(text).not.toContain(`"${homedir()}`);
  expect(text.trim().split('\n')).toHaveLength(5);
  log.close();
});

test('the log is capped: the newest lines and one old file are kept', async () => {
  const log = openLog(logs);
  const filler = 'x '.repeat(10_000);
  for (let line = 0; line < 700; line += 1) log.info(`${line} ${filler}`);
  log.close();
  expect((await readdir(logs)).toSorted()).toEqual(['host.log', 'host.old.log']);
  for (const name of ['host.log', 'host.old.log']) {
    expect((await stat(join(logs, name))).size).toBeLessThan(6 * 1024 * 1024);
  }
  const newest = (await readFile(join(logs, 'host.log'), 'utf8')).trimEnd().split('\n').at(-1) ?? '';
  expect(JSON.parse(newest).msg).toMatch(/^699 /);
});
