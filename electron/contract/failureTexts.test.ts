import { expect, test } from 'vitest';
import { failureCode } from './failure.ts';
import { failureTextsProgram } from './failureTextsProgram.ts';
import { failureTextsTerminal } from './failureTextsTerminal.ts';
import { findFailureText } from './findFailureText.ts';

const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

test.each(failureCode.options)('%s has a cause and a fix in both languages, whoever reads it', (code) => {
  for (const others of [{}, failureTextsTerminal, failureTextsProgram]) {
    const english = findFailureText(code, 'en', others);
    const chinese = findFailureText(code, 'zh-CN', others);
    for (const part of ['cause', 'fix'] as const) {
      expect(english[part]).toMatch(/^[A-Z][^\p{Script=Han}]+$/u);
      expect(chinese[part]).toMatch(/\p{Script=Han}/u);
      expect(chinese[part]).not.toMatch(/[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]/);
      expect(places(chinese[part])).toEqual(places(english[part]));
    }
  }
});

/** Only the terminal fills them in: the panel shows details beside, a door's answer has them as fields. */
test('what panel and programs are told has no places to fill', () => {
  const said = failureCode.options.flatMap((code) => [
    ...Object.values(findFailureText(code, 'en')),
    ...Object.values(findFailureText(code, 'en', failureTextsProgram)),
  ]);
  expect(said.flatMap(places)).toEqual([]);
});

test('a reader is told otherwise only where the words differ', () => {
  for (const others of [failureTextsTerminal, failureTextsProgram]) {
    for (const code of failureCode.options) {
      for (const language of ['en', 'zh-CN'] as const) {
        const table = findFailureText(code, language);
        for (const part of ['cause', 'fix'] as const)
          expect(others[code]?.[language][part]).not.toBe(table[part]);
      }
    }
  }
});
