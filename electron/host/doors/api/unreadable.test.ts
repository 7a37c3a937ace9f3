import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTrialApiDoor, renderForm } from './apiDoorTrials.ts';
import type { TrialApiDoor } from './apiDoorTrials.ts';

let trial: TrialApiDoor;
beforeEach(async () => {
  trial = await openTrialApiDoor({ paceMs: 200 });
});
afterEach(() => trial.close());

/** All that comes until the door hangs up. */
async function send(bytes: string): Promise<string> {
  const socket = connect(trial.port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(bytes);
  return text(socket);
}

test.each([
  ['a handshake of TLS', '\u0016\u0003\u0001\r\n\r\n', 400, 'not https'],
  ['a header without a colon', 'GET /healthz HTTP/1.1\r\nHost localhost\r\n\r\n', 400, 'no HTTP'],
  ['a header too long', `GET /healthz HTTP/1.1\r\nX-Long: ${'a'.repeat(40_000)}\r\n\r\n`, 431, '16 KiB'],
  ['half a head', 'GET /healthz HTTP/1.1\r\n', 408, 'did not come'],
])('%s is refused in the shape of all errors', async (_what, bytes, status, words) => {
  const [head = '', body = ''] = (await send(bytes)).split('\r\n\r\n');
  expect(head).toContain(`HTTP/1.1 ${status}`);
  const { error } = JSON.parse(body) as { error: Record<string, unknown> };
  expect(error).toMatchObject({ code: 'bad-request', type: 'invalid_request_error' });
  expect(error['message']).toContain(words);
  expect(error['fix']).toEqual(expect.any(String));
});

test('a request that names no host is refused by the guard, in words', async () => {
  expect(await send('GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(
    /403[^]*"code":"forbidden"/,
  );
});

test('a client that would rather speak HTTP/2 is answered in HTTP/1.1, body and all', async () => {
  const { headers, body } = renderForm([]);
  const head = Object.entries({
    ...headers,
    ...{ host: `127.0.0.1:${trial.port}`, 'content-length': String(Buffer.byteLength(body)) },
    ...{
      connection: 'Upgrade, HTTP2-Settings',
      upgrade: 'h2c',
      'http2-settings': 'AAMAAABkAAQCAAAAAAIAAAAA',
    },
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(trial.port, '127.0.0.1');
  socket.write(`POST /v1/jobs HTTP/1.1\r\n${head.join('')}\r\n${body}`);
  const [first] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  expect(first.toString()).toMatch(/^HTTP\/1\.1 202 /);
});
