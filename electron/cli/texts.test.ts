import { expect, test } from 'vitest';
import { fillText } from '../contract/language.ts';
import { parseLanguage } from './language.ts';
import { renderFailure } from './renderFailure.ts';

test.each([
  [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
  [{ LANG: 'zh' }, 'zh-CN'],
  [{ LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
  [{ LC_ALL: '', LC_MESSAGES: 'zh_TW.UTF-8', LANG: 'en_US' }, 'zh-CN'],
  [{ LANG: 'zhx_XX' }, 'en'],
  [{ LANG: 'C' }, 'en'],
  [{}, 'en'],
])('%j speaks %s', (env, language) => {
  expect(parseLanguage(env)).toBe(language);
});

test('details are filled in; a place without one is left out', () => {
  expect(fillText('port {port} by {owner}', { port: 80 })).toBe('port 80 by');
});

test('a failure names what failed, its code, cause, fix and details', () => {
  const failure = {
    code: 'port-taken',
    message: 'listen',
    detail: { port: 80, owner: 'x (pid 1)' },
  } as const;
  expect(renderFailure(failure, 'en', 'serve')).toBe(
    'serve: port-taken: Port 80 is taken. x (pid 1)\n' +
      '  fix: Choose another: --port NUMBER, or --port 0 for any free one.\n' +
      '  details: listen\n',
  );
  expect(renderFailure({ code: 'file-empty', message: '' }, 'zh-CN', 'a.wav')).toBe(
    'a.wav: file-empty: 文件为空（0 字节）。\n  解决办法: 请重新复制或下载该文件。\n',
  );
});
