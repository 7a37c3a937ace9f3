import fc from 'fast-check';
import { expect, it } from 'vitest';
import { outputName } from './outputName.ts';

it.each([
  ['meeting.mp3', 'meeting.srt'],
  ['会议 3.5.WAV', '会议 3.5.srt'],
  ['Mr. Smith', 'Mr. Smith.srt'],
  ['../../etc/passwd', '_.._etc_passwd.srt'],
  ['C:\\temp\\x.mp3', 'C__temp_x.srt'],
  ['con.mp3', '_con.srt'],
  ['NUL.tar.wav', '_NUL.tar.srt'],
  ['com¹', '_com¹.srt'],
  ['con .mp3', '_con.srt'],
  ['console.wav', 'console.srt'],
  ['name. . .', 'name.srt'],
  ['.hidden.wav', 'hidden.srt'],
  ['...', 'transcript.srt'],
  ['', 'transcript.srt'],
  ['a\u202eb\n?.wav', 'a_b__.srt'],
])('writes %j as %j', (name, wanted) => {
  expect(outputName(name, 'srt')).toBe(wanted);
});

it('cuts long names between visible characters', () => {
  expect(outputName('会'.repeat(300), 'srt')).toBe(`${'会'.repeat(65)}.srt`);
  const families = outputName('👩‍👩‍👧'.repeat(40), 'srt').replace('.srt', '');
  expect(families).toBe('👩‍👩‍👧'.repeat([...new Intl.Segmenter().segment(families)].length));
});

it('is good on every system, whatever comes', () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom('con', 'con .', 'a ', 'a.', '\ud800.x'),
  );
  fc.assert(
    fc.property(odd, fc.constantFrom('txt', 'srt', 'vtt', 'json'), (name, ext) => {
      const made = outputName(name, ext);
      expect(Buffer.byteLength(made)).toBeLessThanOrEqual(200);
      expect(made.endsWith(`.${ext}`)).toBe(true);
      const stem = made.slice(0, -ext.length - 1);
      expect(stem).not.toBe('');
      expect(stem).not.toMatch(/^[\s.]|[\s.]$|[<>:"/\\|?*\p{Cc}\p{Cs}]/u);
      expect(stem).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
      expect(made.isWellFormed()).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
