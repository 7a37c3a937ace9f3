import { expect, test } from 'vitest';
import { Misused, numberOf, parseCommand, refuseSurplus } from './command.ts';
import type { Command } from './command.ts';

const command: Command = {
  options: { format: { type: 'string' }, port: { type: 'string' }, again: { type: 'boolean', short: 'a' } },
  help: { en: '', 'zh-CN': '' },
  run: () => Promise.resolve(0),
};

function misuse(act: () => unknown): Misused['words'] {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof Misused) return thrown.words;
    throw thrown;
  }
  throw new Error('it was taken');
}

test.each([
  [['--formt', 'srt'], 'has no option --formt', '没有选项 --formt'],
  [['-x'], 'has no option -x', '没有选项 -x'],
  [['--format'], '--format needs a value', '--format 缺少值'],
  [['--format', '--again'], '--format needs a value', '--format 缺少值'],
  [['--again=yes'], '--again takes no value', '--again 不带值'],
])('%j is refused in both languages, by the name that was written', (args, en, zh) => {
  const words = misuse(() => parseCommand(command, args));
  expect(words.en).toContain(en);
  expect(words['zh-CN']).toContain(zh);
});

test('a number that is none and words too many are said back', () => {
  const parsed = parseCommand(command, ['--port', 'x1', 'two', 'three']);
  expect(misuse(() => numberOf(parsed, 'port'))).toEqual({
    en: '--port takes a whole number, not x1',
    'zh-CN': '--port 须为整数，不能是 x1',
  });
  expect(misuse(() => refuseSurplus(parsed.positionals))['zh-CN']).toBe('多余的参数：two three');
});
