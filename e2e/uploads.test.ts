/** A large file comes from a browser over a line that breaks, and the host is killed in the midst of it. */
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import type { ClientRequest } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, expect, test } from 'vitest';
import type { UploadView } from '../electron/contract/upload.ts';
import { isTorture } from '../electron/host/patience.ts';
import { makeHome, openBox } from './box.ts';
import { post, signIn } from './panelSession.ts';
import type { PanelSession } from './panelSession.ts';

const mebi = 1024 * 1024;
const bytes = (isTorture ? 200 : 60) * mebi;
/** Cut after an eighth of it, five times. */
const eighth = bytes / 8;
const home = await makeHome('uploads');
afterAll(() => rm(home, { recursive: true, force: true }));

/** The same megabyte with its number in front: no piece can stand in another's place unseen. */
const body = randomBytes(mebi);
function pieceAt(index: number): Buffer {
  const piece = Buffer.from(body);
  piece.writeUInt32BE(index, 0);
  return piece;
}

async function look({ origin, cookie }: PanelSession, id: string): Promise<UploadView> {
  const answer = await fetch(`${origin}/api/uploads/${id}`, { headers: { cookie } });
  return (await answer.json()).value;
}

function heard(sent: ClientRequest, event: 'close' | 'drain'): Promise<unknown> {
  return new Promise((resolve) => sent.once(event, resolve));
}

/** Sends from `offset` on, and cuts the line after about so many bytes. */
async function sendSome(
  { origin, cookie }: PanelSession,
  id: string,
  until: { offset: number; cutAfter: number },
) {
  const { offset, cutAfter } = until;
  const headers = { cookie, 'content-type': 'application/octet-stream', 'upload-offset': offset };
  const sent = request(`${origin}/api/uploads/${id}`, { method: 'PATCH', headers, agent: false });
  const gone = heard(sent, 'close');
  sent.on('error', () => undefined).on('response', (response) => response.resume());
  const end = Math.min(bytes, offset + cutAfter);
  for (let at = offset; at < end;) {
    const piece = pieceAt(Math.floor(at / mebi))
      .subarray(at % mebi)
      .subarray(0, end - at);
    at += piece.length;
    if (!sent.write(piece)) await Promise.race([heard(sent, 'drain'), gone]);
    if (sent.destroyed) return;
  }
  if (end === bytes) sent.end();
  else sent.destroy();
  await gone;
}

test(
  `${bytes / mebi} MiB, cut five times and with the host killed once, come whole and as one job`,
  { timeout: 180_000 },
  async () => {
    let box = await openBox({ home });
    let door = await signIn(box);
    const begun = await post(door, '/api/uploads', { name: '长会议.wav', bytes, target: { kind: 'fleet' } });
    const { id }: UploadView = (await begun.json()).value;
    const offsets: number[] = [];
    for (let cuts = 0; cuts < 6; cuts += 1) {
      const { offset } = await look(door, id);
      offsets.push(offset);
      if (cuts === 3) {
        const sending = sendSome(door, id, { offset, cutAfter: 2 * eighth });
        const part = join(home, 'arriving', `${id}.part`);
        await expect.poll(async () => (await stat(part)).size).toBeGreaterThan(offset);
        await box.kill();
        await sending;
        box = await openBox({ home });
        door = await signIn(box);
      } else await sendSome(door, id, { offset, cutAfter: eighth + cuts * 12_345 });
    }
    await sendSome(door, id, { offset: (await look(door, id)).offset, cutAfter: bytes });
    const whole = await look(door, id);
    // Random bytes are no sound: its job ends, and what came is looked at before.
    const expected = createHash('sha256');
    for (let index = 0; index < bytes / mebi; index += 1) expected.update(pieceAt(index));
    expect(whole).toMatchObject({ offset: bytes, job: { name: '长会议.wav', bytes } });
    const stored = createHash('sha256');
    await pipeline(createReadStream(join(home, 'uploads', `${whole.job?.id}.upload`)), stored);
    expect(stored.digest('hex')).toBe(expected.digest('hex'));
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    expect(new Set(offsets).size).toBe(offsets.length);
    expect((await box.call('jobs.list', {})).jobs).toHaveLength(1);
    await box.close();
  },
);
