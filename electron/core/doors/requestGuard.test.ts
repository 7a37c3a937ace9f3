import { describe, expect, it } from 'vitest';
import { judgeRequest } from './requestGuard.ts';
import type { Door, RequestHead } from './requestGuard.ts';

const door: Door = { port: 8077, allowedHosts: ['panel.example.org', 'box.lan:9000'], signIn: 'Sign in.' };
const get: RequestHead = {
  host: '127.0.0.1:8077',
  origin: undefined,
  secFetchSite: undefined,
  contentType: undefined,
  isAuthorised: true,
  body: 'none',
};

function statusOf(head: Partial<RequestHead>, at: Door = door): number {
  const verdict = judgeRequest({ ...get, ...head }, at);
  return verdict.isAllowed ? 200 : verdict.status;
}

const ourHosts = [
  '127.0.0.1:8077',
  'localhost:8077',
  '[::1]:8077',
  'LOCALHOST:8077',
  'LocalHost:8077',
  'panel.example.org',
  'PANEL.example.ORG',
  'panel.example.org:443',
  'panel.example.org:80',
  'panel.example.org:8077',
  'box.lan:9000',
];

const strangeHosts = [
  undefined,
  '',
  ' ',
  'evil.example',
  'evil.example:8077',
  // suffix and prefix tricks
  'localhost.evil.example:8077',
  '127.0.0.1.evil.example:8077',
  '127.0.0.1.nip.io:8077',
  'evil-localhost:8077',
  'xlocalhost:8077',
  'sub.panel.example.org',
  'panel.example.org.evil.example',
  'evilpanel.example.org',
  'panel.example.orgx',
  'example.org',
  // trailing dots
  'localhost.:8077',
  '127.0.0.1.:8077',
  'panel.example.org.',
  // ports
  'localhost',
  '127.0.0.1',
  '[::1]',
  'localhost:',
  'localhost:80',
  'localhost:8078',
  'localhost:80770',
  'localhost:08077',
  'localhost:8077:8077',
  'localhost:+8077',
  'localhost: 8077',
  'localhost:8077 ',
  ' localhost:8077',
  'panel.example.org:8443',
  'box.lan',
  'box.lan:8077',
  // userinfo, paths, schemes
  'user@localhost:8077',
  'localhost:8077@evil.example',
  'evil.example#localhost:8077',
  'localhost:8077/x',
  'localhost:8077,evil.example',
  'http://localhost:8077',
  'localhost:8077?',
  'localhost\\:8077',
  // other spellings of the loopback
  '127.1:8077',
  '127.0.1:8077',
  '127.0.0.2:8077',
  '2130706433:8077',
  '0x7f000001:8077',
  '0177.0.0.1:8077',
  '0.0.0.0:8077',
  '[::]:8077',
  '::1:8077',
  '[::1%lo]:8077',
  '[0:0:0:0:0:0:0:1]:8077',
  '[::ffff:127.0.0.1]:8077',
  '[::1]:8077.',
  '[localhost]:8077',
  'ip6-localhost:8077',
  // private addresses, unless listed
  '192.168.1.10:8077',
  '10.0.0.5:8077',
  '169.254.169.254',
  // look-alikes
  'ⅼocalhost:8077',
  'localhoﬆ:8077',
  'xn--localhost-:8077',
  '127.0.0.1\u0000:8077',
];

describe('Host', () => {
  it.each(ourHosts)('takes %j', (host) => {
    expect(statusOf({ host })).toBe(200);
  });
  it.each(strangeHosts)('refuses %j', (host) => {
    expect(statusOf({ host })).toBe(403);
  });
  it('needs no port on port 80', () => {
    expect(
      ['localhost', '127.0.0.1', '[::1]'].map((host) => statusOf({ host }, { ...door, port: 80 })),
    ).toEqual([200, 200, 200]);
  });
});

describe('Origin', () => {
  it.each([
    ['127.0.0.1:8077', 'http://127.0.0.1:8077'],
    ['localhost:8077', 'http://localhost:8077'],
    ['LOCALHOST:8077', 'http://localhost:8077'],
    ['[::1]:8077', 'http://[::1]:8077'],
    ['panel.example.org', 'https://panel.example.org'],
    ['panel.example.org', 'http://panel.example.org'],
    ['panel.example.org:8077', 'https://panel.example.org:8077'],
    ['box.lan:9000', 'http://box.lan:9000'],
  ])('at %j takes %j', (host, origin) => {
    expect(statusOf({ host, origin })).toBe(200);
  });

  it.each([
    'null',
    '',
    'http://evil.example',
    'http://evil.example:8077',
    'https://localhost:8077',
    'http://localhost',
    'http://localhost:8078',
    'http://localhost:80770',
    'http://localhost:8077/',
    'http://localhost:8077.evil.example',
    'http://localhost.evil.example:8077',
    'http://localhost.:8077',
    'http://user@localhost:8077',
    'http://localhost:8077@evil.example',
    'http://127.0.0.1:8077',
    'http://[::1]:8077',
    'HTTP://localhost:8077',
    'http://LOCALHOST:8077',
    'ws://localhost:8077',
    'file://',
    'chrome-extension://abcdefgh',
    'app://paradeck',
    'http://localhost:8077 http://evil.example',
    'http://panel.example.org',
    'https://panel.example.org',
    '*',
  ])('at localhost refuses %j', (origin) => {
    expect(statusOf({ host: 'localhost:8077', origin })).toBe(403);
  });

  it.each([
    'http://localhost:8077',
    'https://panel.example.org.evil.example',
    'https://panel.example.org:443',
    'null',
  ])('at a listed name refuses %j', (origin) => {
    expect(statusOf({ host: 'panel.example.org', origin })).toBe(403);
  });
});

describe('Sec-Fetch-Site', () => {
  it.each([
    [undefined, 200],
    ['same-origin', 200],
    ['none', 200],
    ['cross-site', 403],
    ['same-site', 403],
    ['Same-Origin', 403],
    ['', 403],
    ['same-origin,cross-site', 403],
    ['unheard-of', 403],
  ])('%j → %i', (secFetchSite, status) => {
    expect(statusOf({ secFetchSite })).toBe(status);
  });
});

describe('Content-Type', () => {
  it.each([
    ['json', 'application/json', 200],
    ['json', 'application/json; charset=utf-8', 200],
    ['json', 'Application/JSON', 200],
    ['json', undefined, 415],
    ['json', '', 415],
    ['json', 'text/plain', 415],
    ['json', 'application/x-www-form-urlencoded', 415],
    ['json', 'multipart/form-data; boundary=x', 415],
    ['json', 'application/json-seq', 415],
    ['json', 'application/octet-stream', 415],
    ['json', 'text/plain; application/json', 415],
    ['bytes', 'application/octet-stream', 200],
    ['bytes', undefined, 415],
    ['bytes', 'audio/mpeg', 415],
    ['bytes', 'application/json', 415],
    ['bytes', 'multipart/form-data; boundary=x', 415],
    ['none', undefined, 200],
    ['none', 'text/plain', 200],
  ] as const)('%s with %j → %i', (body, contentType, status) => {
    expect(statusOf({ body, contentType })).toBe(status);
  });
});

describe('order', () => {
  const wrong = {
    host: 'evil.example',
    origin: 'null',
    secFetchSite: 'cross-site',
    contentType: 'text/plain',
  };
  const json = { body: 'json', contentType: 'application/json' } as const;

  it('tells a stranger nothing of tokens', () => {
    expect(statusOf({ ...wrong, ...json, isAuthorised: false })).toBe(403);
    expect(statusOf({ ...json, origin: 'null', isAuthorised: false })).toBe(403);
    expect(statusOf({ ...json, secFetchSite: 'same-site', isAuthorised: false })).toBe(403);
  });

  it('wants the token before it looks at the type', () => {
    expect(statusOf({ body: 'json', contentType: 'text/plain', isAuthorised: false })).toBe(401);
    expect(statusOf({ isAuthorised: false })).toBe(401);
  });

  it('gives each refusal its code', () => {
    const codeOf = (head: Partial<RequestHead>) => {
      const verdict = judgeRequest({ ...get, ...head }, door);
      return verdict.isAllowed ? null : verdict.code;
    };
    expect([{ host: 'x' }, { isAuthorised: false }, { body: 'json' as const }].map(codeOf)).toEqual([
      'forbidden',
      'unauthorised',
      'bad-request',
    ]);
  });
});
