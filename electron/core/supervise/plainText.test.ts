import { expect, it } from 'vitest';
import { renderPlain } from './plainText.ts';

it.each([
  ['\u001b[31mred\u001b[0m 中文', 'red 中文'],
  ['\u001b]0;title\u0007text', 'text'],
  ['10%\r50%\r100%', '100%'],
  ['tab\there\u0000\u0007', 'tab\there'],
  ['\u001b', ''],
  ['', ''],
])('%j reads %j', (raw, plain) => {
  expect(renderPlain(raw)).toBe(plain);
});
