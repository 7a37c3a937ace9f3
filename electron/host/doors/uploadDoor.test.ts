import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, watch } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, openTrialDoor } from './doorTrials.ts';
import type { TrialDoor } from './doorTrials.ts';

const mebi = 1024 * 1024;
const limitBytes = 160 * mebi;
let trial: TrialDoor;
let headers: Record<string, string>;
beforeEach(async () => {
  trial = await openTrialDoor({ uploadLimitBytes: limitBytes });
  headers = { cookie: await trial.signIn(), 'content-type': 'application/octet-stream' };
});
afterEach(() => trial.close());

const target = encodeURIComponent('{"kind":"fleet"}');
const uploads = (): Promise<string[]> => readdir(join(trial.dir, 'uploads'));

/** A request whose body the test writes itself. */
function openUpload(path: string) {
  const sent = request({
    host: '127.0.0.1',
    port: trial.door.port,
    method: 'POST',
    path,
    headers,
    agent: false,
  });
  const answer = new Promise<{ status: number; text: string }>((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
  });
  return { sent, answer };
}

test('160 MiB stream to disk, whole, in bounded memory, and become a job under the name they had', async () => {
  const { sent, answer } = openUpload(
    `/api/upload?name=${encodeURIComponent('会议 1.wav')}&target=${target}`,
  );
  const hash = createHash('sha256');
  const before = process.memoryUsage.rss();
  let peak = before;
  // The sender sends the same bytes of its own again and again, so that what grows is the door.
  const chunk = randomBytes(65536);
  function* chunks(): Generator<Buffer> {
    for (let sent = 0; sent < limitBytes; sent += chunk.length) {
      hash.update(chunk);
      peak = Math.max(peak, process.memoryUsage.rss());
      yield chunk;
    }
  }
  await pipeline(Readable.from(chunks()), sent);
  expect((await answer).status).toBe(200);
  const [file] = trial.submitted;
  expect(file).toMatchObject({ name: '会议 1.wav', isUpload: true, target: { kind: 'fleet' } });
  const stored = createHash('sha256');
  await pipeline(createReadStream(file?.path ?? ''), stored);
  expect(stored.digest('hex')).toBe(hash.digest('hex'));
  // Sender and door share this process; neither may hold the file.
  expect(peak - before).toBeLessThan(96 * mebi);
});

test('an upload that breaks off leaves no file and no job', async () => {
  const { sent, answer } = openUpload(`/api/upload?name=a.wav&target=${target}`);
  answer.catch(() => undefined);
  const events = watch(join(trial.dir, 'uploads'))[Symbol.asyncIterator]();
  const begun = events.next();
  sent.write(Buffer.alloc(100_000));
  const { value } = await begun;
  const part = join(trial.dir, 'uploads', String(value?.filename));
  expect(existsSync(part)).toBe(true);
  sent.destroy();
  while (existsSync(part)) await events.next();
  await events.return?.();
  expect(await uploads()).toEqual([]);
  expect(trial.submitted).toEqual([]);
});

test('past the limit: refused by its head, or cut where it lies', async () => {
  const path = `/api/upload?name=a.wav&target=${target}`;
  const told = await ask(trial.door.port, { method: 'POST', path, headers, promisedBytes: limitBytes + 1 });
  expect(told.status).toBe(413);
  const { sent, answer } = openUpload(path);
  answer.catch(() => undefined);
  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(mebi);
    })(),
  );
  await pipeline(endless, sent).catch(() => undefined);
  const status = await answer.then((reply) => reply.status).catch(() => 413);
  expect(status).toBe(413);
  expect(await uploads()).toEqual([]);
  expect(trial.submitted).toEqual([]);
});

test.each([
  ['no name', `target=${target}`],
  ['no target', 'name=a'],
  ['a target that is not JSON', 'name=a&target=fleet'],
  ['a target of another shape', `name=a&target=${encodeURIComponent('{"kind":"moon"}')}`],
  ['options of another shape', `name=a&target=${target}&options=${encodeURIComponent('{"x":1}')}`],
])('%s is refused', async (_what, query) => {
  const answer = await ask(trial.door.port, {
    method: 'POST',
    path: `/api/upload?${query}`,
    headers,
    body: 'x',
  });
  expect(answer.status).toBe(400);
  expect(await uploads()).toEqual([]);
});

test('a file the jobs refuse is answered with why, and is not kept', async () => {
  const path = `/api/upload?name=refuse.wav&target=${target}`;
  const answer = await ask(trial.door.port, { method: 'POST', path, headers, body: 'x' });
  expect(answer.status).toBe(422);
  expect(JSON.parse(answer.text)).toMatchObject({ ok: false, failure: { code: 'file-not-audio' } });
  expect(trial.submitted).toHaveLength(1);
  expect(await uploads()).toEqual([]);
});
