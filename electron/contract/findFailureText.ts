/** A failure's cause and fix in a language, as one kind of reader is told them. */
import type { FailureCode } from './failure.ts';
import type { FailureText, OtherFailureTexts } from './failureTexts.ts';
import { failureTextsEn } from './failureTextsEn.ts';
import { failureTextsZhCN } from './failureTextsZhCN.ts';
import type { Language } from './language.ts';

const tables = { en: failureTextsEn, 'zh-CN': failureTextsZhCN } as const;

/** Places such as `{port}` are still to be filled from the failure's detail. */
export function findFailureText(
  code: FailureCode,
  language: Language,
  others: OtherFailureTexts = {},
): FailureText {
  return { ...tables[language][code], ...others[code]?.[language] };
}
