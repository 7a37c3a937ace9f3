import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRedactor, phrasesOf } from './redactor.ts';

const redact = createRedactor({
  folders: [
    { path: '/home/wangfang/.local/share/paradeck', shown: '<data>' },
    { path: '/srv/paradeck', shown: '<app>' },
    { path: '/home/wangfang', shown: '~' },
  ],
  names: ['board meeting March.wav', 'wangfang', '财务访谈', 'Studio B'],
  phrases: new Set(phrasesOf('今天我们讨论预算。 We will sell the harbour office to Brightwater next week.')),
});

it.each([
  ['cannot read /media/usb/Interview Müller 3.wav: no such file', 'cannot read [path]: no such file'],
  ['cannot read file:/media/usb/a b.txt', 'cannot read file:[path]'],
  ['cannot read file:///media/usb/a', 'cannot read file:[path]'],
  [String.raw`open C:\Users\Wang Fang\a.wav failed`, 'open [path]'],
  [String.raw`open \\nas\share\x.wav`, 'open [path]'],
  ['/usr/bin/ffmpeg -i "/media/a b.mp3" -f s16le', '/usr/bin/ffmpeg -i "[file]" -f s16le'],
  ['<data>/models/demo', '<data>/models/demo'],
  [
    '/home/wangfang/.local/share/paradeck/spool/ab12 is full, /home/wangfang/Desktop',
    '<data>/spool/ab12 is full, ~/[path]',
  ],
  ['saw take-2.flac and song.mp3', 'saw [file] and [file]'],
  ['board meeting March.wav is bad; board meeting March', '[name] is bad; [name]'],
  ['heard 今天我们讨论预算 then Sell the Harbour Office again', 'heard [text] then [text] again'],
  ['said "please call me back tomorrow" twice', 'said "[text]" twice'],
  ['Authorization: Bearer abcdef', 'Authorization: [secret] [secret]'],
  [`key pdk-${'A1b2_'.repeat(8)}xyz`, 'key [secret]'],
  ['HF_TOKEN=hf_abcdefghijkl', 'HF_TOKEN=[secret]'],
  ['https://me:pw@mirror.example/simple?token=abc', 'https://[secret]@mirror.example/simple?token=[secret]'],
  ['mail wang.fang@example.com', 'mail [name]'],
  ['GET /v1/jobs 404 in 3/4 ms, and/or N/A', 'GET /v1/jobs 404 in 3/4 ms, and/or N/A'],
  ['GET /healthz 200, read /metrics/wang.txt', 'GET /healthz 200, read [path]'],
  [
    'CUDA out of memory on GPU-4b0c-11, 8404 tokens: 12',
    'CUDA out of memory on GPU-4b0c-11, 8404 tokens: 12',
  ],
])('%s', (text, expected) => {
  expect(redact(text)).toBe(expected);
});

it('leaves nothing of what it knows, wherever it stands and whatever stands beside it', () => {
  const known = fc.constantFrom(
    'board meeting March.wav',
    '财务访谈',
    '今天我们讨论预算',
    'sell the harbour office',
  );
  const around = fc.string({ maxLength: 20 }).map((text) => ` ${text} `);
  fc.assert(
    fc.property(around, known, around, (before, secret, after) => {
      expect(redact(`${before}${secret}${after}`)).not.toContain(secret);
    }),
    { numRuns: 500 },
  );
});

it('changes nothing in what it has made', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (text) => {
      const once = redact(text);
      expect(redact(once)).toBe(once);
    }),
  );
});

it('is done with a long line in no time, whatever it is made of', () => {
  for (const piece of ['a', 'a.', '/x y', ' a', '"a ', 'a@', 'token=']) {
    const beganAt = performance.now();
    redact(piece.repeat(20_000));
    // From every character on it would be minutes.
    expect(performance.now() - beganAt, piece).toBeLessThan(2_000);
  }
});
