/** Who is let in: Host × Origin × Sec-Fetch-Site × key, before the body. */
import { afterEach, expect, test } from 'vitest';
import { openTrialApiDoor, renderForm } from './apiDoorTrials.ts';
import type { TrialApiDoor } from './apiDoorTrials.ts';

let trial: TrialApiDoor;
afterEach(() => trial.close());

const hosts: readonly (readonly [string | undefined, boolean])[] = [
  [undefined, true],
  ['api.example.org', true],
  ['evil.example', false],
  ['localhost.evil.example', false],
];
const origins: readonly (readonly [string | undefined, boolean])[] = [
  [undefined, true],
  ['null', false],
  ['http://evil.example', false],
];
const sites: readonly (readonly [string | undefined, boolean])[] = [
  [undefined, true],
  ['same-origin', true],
  ['none', true],
  ['cross-site', false],
  ['same-site', false],
];
const keys: readonly (readonly [string | undefined, boolean])[] = [
  ['Bearer right', true],
  [undefined, false],
];

interface Combined {
  readonly headers: Record<string, string>;
  readonly isSound: boolean;
  readonly isKey: boolean;
}

function combine(): Combined[] {
  const parts = { host: hosts, origin: origins, 'sec-fetch-site': sites, authorization: keys };
  let all: Combined[] = [{ headers: {}, isSound: true, isKey: true }];
  for (const [name, values] of Object.entries(parts)) {
    all = all.flatMap(({ headers, isSound, isKey }) =>
      values.map(([value, isGood]) => ({
        headers: value === undefined ? headers : { ...headers, [name]: value },
        ...(name === 'authorization' ? { isSound, isKey: isGood } : { isSound: isSound && isGood, isKey }),
      })),
    );
  }
  return all;
}

test.each([
  ['POST', '/v1/audio/transcriptions'],
  ['POST', '/v1/jobs'],
  ['GET', '/v1/models'],
  ['GET', '/v1/jobs/j-1'],
  ['DELETE', '/v1/jobs/j-1'],
  ['GET', '/metrics'],
])('%s %s: only as specified, and by the head alone', async (method, path) => {
  trial = await openTrialApiDoor({ address: { isKey: (key) => key === 'right' } });
  const form = method === 'POST' ? renderForm([]) : { headers: {}, body: '' };
  for (const { headers, isSound, isKey } of combine()) {
    const isGood = isSound && isKey;
    const sent = isGood ? { body: form.body } : { promisedBytes: 10 };
    const answer = await trial.ask({ method, path, headers: { ...form.headers, ...headers }, ...sent });
    const expected = isGood ? [200, 202, 404] : [isSound ? 401 : 403];
    expect(expected, JSON.stringify(headers)).toContain(answer.status);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

test('a form type is wanted where a file comes, and nothing is answered that there is not', async () => {
  trial = await openTrialApiDoor();
  const asks = [
    { method: 'POST', path: '/v1/jobs', headers: { 'content-type': 'application/json' }, body: '{}' },
    { method: 'PUT', path: '/v1/jobs' },
    { path: '/v1/audio/transcriptions' },
    { path: '/v1/jobs/../../etc/passwd' },
    { path: '/panel' },
  ];
  const statuses = [];
  for (const one of asks) statuses.push((await trial.ask(one)).status);
  expect(statuses).toEqual([415, 404, 404, 404, 404]);
});

test('ten wrong keys in a minute and an address is not listened to, right key or not', async () => {
  let now = 0;
  trial = await openTrialApiDoor({ now: () => now, address: { isKey: (key) => key === 'right' } });
  const send = async (key: string) =>
    (await trial.ask({ path: '/v1/models', headers: { authorization: `Bearer ${key}` } })).status;
  for (let tries = 0; tries < 10; tries += 1) expect(await send(`wrong ${tries}`)).toBe(401);
  expect(await send('right')).toBe(429);
  now = 61_000;
  expect(await send('right')).toBe(200);
});
