import { expect, it } from 'vitest';
import { alignReach } from './alignReach.ts';

const http = 'http://127.0.0.1:7890';
const socks = 'socks5://127.0.0.1:7891';

it('keeps back a SOCKS proxy for all where HTTPS has one that every client can use', () => {
  expect(alignReach({ https_proxy: http, http_proxy: http, all_proxy: socks })).toEqual({
    ...{ https_proxy: http, http_proxy: http },
  });
  expect(alignReach({ HTTPS_PROXY: http, ALL_PROXY: socks, HOME: '/home/me' })).toEqual({
    ...{ HTTPS_PROXY: http, HOME: '/home/me' },
  });
});

it.each([
  { ALL_PROXY: socks },
  { ALL_PROXY: socks, HTTPS_PROXY: socks },
  { ALL_PROXY: socks, HTTPS_PROXY: '' },
  { ALL_PROXY: http, HTTPS_PROXY: http },
  { ALL_PROXY: socks, HTTP_PROXY: http },
])('leaves alone what is the only way out, or no SOCKS: %o', (env) => {
  expect(alignReach(env)).toEqual(env);
});

it.each([
  { SSL_CERT_FILE: '/etc/company.pem' },
  { REQUESTS_CA_BUNDLE: '/etc/company.pem' },
  { CURL_CA_BUNDLE: '/etc/company.pem' },
])('names certificates named for one client for all: %o', (env) => {
  const file = '/etc/company.pem';
  expect(alignReach(env)).toMatchObject({ SSL_CERT_FILE: file, REQUESTS_CA_BUNDLE: file });
});

it('moves no certificates that are named for each, and makes no file of a folder', () => {
  const both = { SSL_CERT_FILE: '/a.pem', REQUESTS_CA_BUNDLE: '/b.pem' };
  expect(alignReach(both)).toEqual(both);
  expect(alignReach({ REQUESTS_CA_BUNDLE: '/etc/ssl/certs' })).toEqual({
    REQUESTS_CA_BUNDLE: '/etc/ssl/certs',
  });
});
