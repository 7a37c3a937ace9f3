import { expect, test } from 'vitest';
import { isPanelFrame, isPanelUrl, mayOpenOutside } from './navigation.ts';

test.each(['paradeck://panel/', 'paradeck://panel/?x#/fleet'])('%s is the panel', (url) => {
  expect(isPanelUrl(url)).toBe(true);
});

test.each([
  'paradeck://panel',
  'paradeck://panel.evil/',
  'paradeck://other/',
  'PARADECK://panel.evil/',
  'https://panel/',
  'file:///panel/',
  'about:blank',
  '',
])('%j is not', (url) => {
  expect(isPanelUrl(url)).toBe(false);
});

test('only the top frame of the panel is listened to', () => {
  const url = 'paradeck://panel/';
  expect(isPanelFrame({ url, parent: null })).toBe(true);
  expect(isPanelFrame({ url, parent: {} })).toBe(false);
  expect(isPanelFrame({ url: 'https://evil.example/', parent: null })).toBe(false);
  expect(isPanelFrame(null)).toBe(false);
});

test.each(['https://huggingface.co/a/b', 'https://GitHub.com', 'https://modelscope.cn?x=1#y'])(
  '%s opens in the browser',
  (url) => {
    expect(mayOpenOutside(url)).toBe(true);
  },
);

test.each([
  'http://github.com/',
  'https://github.com.evil.example/',
  'https://evilgithub.com/',
  'https://github.com@evil.example/',
  'https://user@github.com/',
  'https://github.com:8443/',
  'https://github.com\\@evil.example/',
  ' https://github.com/',
  'file:///etc/passwd',
  'file://server/share',
  '\\\\server\\share',
  'smb://server/share',
  'javascript:alert(1)',
  'ms-msdt:/id',
  'data:text/html,x',
  '',
])('%j opens nowhere', (url) => {
  expect(mayOpenOutside(url)).toBe(false);
});
