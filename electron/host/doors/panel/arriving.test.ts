/** Files of a browser in pieces, over broken connections and hosts that end. */
import { createHash, randomBytes } from 'node:crypto';
import { readFile, readdir, utimes } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { UploadView } from '../../../contract/upload.ts';
import { openArriving } from './arriving.ts';
import { ask, openTrialDoor } from './doorTrials.ts';
import type { TrialDoor } from './doorTrials.ts';
import { quietLog } from '../standIns.ts';

const mebi = 1024 * 1024;
const limitBytes = 64 * mebi;
let trial: TrialDoor;
let cookie = '';
beforeEach(async () => {
  trial = await openTrialDoor({ uploadLimitBytes: limitBytes });
  cookie = await trial.signIn();
});
afterEach(() => trial.close());

const draft = { name: '会议 1.wav', bytes: 40 * mebi, target: { kind: 'fleet' } };
const whole = randomBytes(draft.bytes);

async function send(
  method: string,
  path: string,
  over: { body?: string; headers?: Record<string, string>; promisedBytes?: number } = {},
) {
  const { headers, ...rest } = over;
  const answer = await ask(trial.door.port, { method, path, headers: { cookie, ...headers }, ...rest });
  return { status: answer.status, reply: JSON.parse(answer.text) };
}

const json = { 'content-type': 'application/json' };

async function begin(over: object = {}): Promise<UploadView> {
  return (await send('POST', '/api/uploads', { headers: json, body: JSON.stringify({ ...draft, ...over }) }))
    .reply.value;
}

/** Sends what is left from `offset`; cut after so many bytes, or to its end. */
function sendPiece(
  id: string,
  piece: { offset: number; bytes: Buffer; cutAfter?: number },
): Promise<UploadView | null> {
  const { offset, bytes, cutAfter = Infinity } = piece;
  return new Promise((resolve) => {
    const headers = {
      cookie,
      'content-type': 'application/octet-stream',
      'upload-offset': offset,
      'content-length': bytes.length,
    };
    const sent = request({
      host: '127.0.0.1',
      port: trial.door.port,
      method: 'PATCH',
      path: `/api/uploads/${id}`,
      headers,
      agent: false,
    });
    sent.on('error', () => resolve(null));
    sent.on('response', (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk)).on('end', () => resolve(JSON.parse(text).value));
    });
    if (cutAfter >= bytes.length) sent.end(bytes);
    else sent.write(bytes.subarray(0, cutAfter), () => sent.destroy());
  });
}

const look = async (id: string): Promise<UploadView> => (await send('GET', `/api/uploads/${id}`)).reply.value;
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('cut again and again it goes on where it was, and the file is the very same', async () => {
  const { id } = await begin();
  for (let cuts = 0; cuts < 6; cuts += 1) {
    const { offset } = await look(id);
    await sendPiece(id, { offset, bytes: whole.subarray(offset), cutAfter: 5 * mebi + cuts * 77_777 });
  }
  const { offset } = await look(id);
  expect(offset).toBeGreaterThan(5 * mebi);
  expect(offset).toBeLessThan(draft.bytes);
  const done = await sendPiece(id, { offset, bytes: whole.subarray(offset) });
  expect(done?.job?.id).toBe('j-1');
  expect(trial.submitted).toMatchObject([{ name: '会议 1.wav', isUpload: true, target: { kind: 'fleet' } }]);
  expect(digest(await readFile(trial.submitted[0]?.path ?? ''))).toBe(digest(whole));
});

test('the answer to the last piece may be lost: asked again, it is the same job and not a second', async () => {
  const { id } = await begin({ bytes: mebi });
  await sendPiece(id, { offset: 0, bytes: whole.subarray(0, mebi) });
  expect((await look(id)).job?.id).toBe('j-1');
  expect((await sendPiece(id, { offset: 0, bytes: whole.subarray(0, mebi) }))?.job?.id).toBe('j-1');
  expect(trial.submitted).toHaveLength(1);
});

test('a piece for another place is not taken, and told where it has come to', async () => {
  const { id } = await begin({ bytes: 10 });
  await sendPiece(id, { offset: 0, bytes: Buffer.from('12345') });
  expect(await sendPiece(id, { offset: 2, bytes: Buffer.from('xxxxx') })).toMatchObject({
    offset: 5,
    job: null,
  });
  await sendPiece(id, { offset: 5, bytes: Buffer.from('67890') });
  expect(await readFile(trial.submitted[0]?.path ?? '', 'utf8')).toBe('1234567890');
});

test('more than was said is refused, by its head or where it lies', async () => {
  const { id } = await begin({ bytes: 3 });
  const headers = { 'content-type': 'application/octet-stream', 'upload-offset': '0' };
  expect((await send('PATCH', `/api/uploads/${id}`, { headers, body: '12345' })).status).toBe(413);
  expect((await send('PATCH', `/api/uploads/${id}`, { headers, promisedBytes: limitBytes + 1 })).status).toBe(
    413,
  );
  expect(
    (
      await send('POST', '/api/uploads', {
        headers: json,
        body: JSON.stringify({ ...draft, bytes: limitBytes + 1 }),
      })
    ).status,
  ).toBe(413);
  expect(trial.submitted).toEqual([]);
});

test.each(['../secret', '..%2Fsecrets.json', 'nobody', '0'.repeat(36)])(
  'nothing is known of %s',
  async (id) => {
    const answer = await send('GET', `/api/uploads/${encodeURIComponent(id)}`);
    expect([answer.status, answer.reply]).toEqual([200, { ok: true, value: null }]);
  },
);

test.each([
  ['no name', { name: '' }],
  ['no bytes', { bytes: -1 }],
  ['a target of another shape', { target: { kind: 'moon' } }],
  ['options of another shape', { options: { x: 1 } }],
])('%s is refused', async (_what, over) => {
  const body = JSON.stringify({ ...draft, ...over });
  expect((await send('POST', '/api/uploads', { headers: json, body })).status).toBe(400);
});

test('a file the jobs refuse is answered with why, and nothing of it is kept', async () => {
  const { id } = await begin({ name: 'refuse.wav', bytes: 1 });
  const headers = { 'content-type': 'application/octet-stream', 'upload-offset': '0' };
  const answer = await send('PATCH', `/api/uploads/${id}`, { headers, body: 'x' });
  expect([answer.status, answer.reply.failure.code]).toEqual([400, 'file-not-audio']);
  for (const dir of ['uploads', 'arriving']) expect(await readdir(join(trial.dir, dir))).toEqual([]);
});

test('given up, it goes; left alone for a day, too, and not an hour before', async () => {
  const [first, second] = [await begin(), await begin()];
  await send('DELETE', `/api/uploads/${first.id}`);
  expect(await readdir(join(trial.dir, 'arriving'))).toHaveLength(2);
  const open = async (now: number): Promise<void> => {
    const ports = {
      dir: join(trial.dir, 'arriving'),
      uploads: join(trial.dir, 'uploads'),
      limitBytes,
      log: quietLog,
    };
    const { submit, get } = trial.parts.jobs;
    (await openArriving({ ...ports, submit, get, clock: { now: () => now } })).close();
  };
  await utimes(join(trial.dir, 'arriving', `${second.id}.json`), 0, 0);
  await open(Date.now() + 23 * 3600_000);
  expect((await look(second.id)).offset).toBe(0);
  await open(Date.now() + 25 * 3600_000);
  expect(await readdir(join(trial.dir, 'arriving'))).toEqual([]);
});
