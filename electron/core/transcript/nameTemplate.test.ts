import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nameTemplate } from '../../contract/settings.ts';
import { numberName, renderName } from './nameTemplate.ts';

const facts = { name: '周会.MP3', date: '2026-11-28', time: '1605', instance: 'GPU 0: fast', model: 'a/b' };

it.each([
  ['{name}', '周会.srt'],
  ['{date} {time} {name}', '2026-11-28 1605 周会.srt'],
  ['{instance}-{model}.{format}', 'GPU 0_ fast-a_b.srt.srt'],
  ['../{name}', '_周会.srt'],
  ['con', '_con.srt'],
  ['{name}. ', '周会.srt'],
])('writes %j as %j', (template, wanted) => {
  expect(renderName(template, facts, 'srt')).toBe(wanted);
});

it('takes nothing in a field for a field', () => {
  expect(renderName('{name}', { ...facts, name: '{date}.wav' }, 'txt')).toBe('{date}.txt');
});

it('refuses unknown braces and empty templates', () => {
  const verdicts = ['{name}', 'a', '{nam}', '{}', ' ', '{date'].map(
    (text) => nameTemplate.safeParse(text).success,
  );
  expect(verdicts).toEqual([true, true, false, false, false, true]);
});

it('numbers what would be one name on some system', () => {
  const taken = new Set<string>();
  const names = ['A.b.txt', 'a.b.txt', 'A.b.txt', 'a.b (2).txt'].map((name) => numberName(name, taken));
  expect(names).toEqual(['A.b.txt', 'a.b (2).txt', 'A.b (3).txt', 'a.b (2) (2).txt']);
});

it('is good on every system, whatever is asked for', () => {
  const odd = fc.string({
    unit: fc.oneof(fc.constantFrom('{name}', '/', '..', ':', '\u0000', '会', '{date}'), fc.string()),
  });
  fc.assert(
    fc.property(odd, odd, (template, name) => {
      const written = renderName(template, { ...facts, name }, 'docx');
      expect(written).toMatch(/^[^\s.<>:"/\\|?*\p{Cc}][^<>:"/\\|?*\p{Cc}]*\.docx$/u);
      expect(new TextEncoder().encode(written).length).toBeLessThanOrEqual(200);
    }),
  );
});
