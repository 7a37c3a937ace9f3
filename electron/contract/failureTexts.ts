/** The shape of what failures say. One table of words; a reader who acts elsewhere than in the panel has words of its own where the way differs. */
import type { FailureCode } from './failure.ts';
import type { Language } from './language.ts';

export interface FailureText {
  /** What it means, in the user's words. */
  readonly cause: string;
  /** What to do about it. */
  readonly fix: string;
}

export type FailureTexts = Readonly<Record<FailureCode, FailureText>>;

/** What one kind of reader is told otherwise; the rest is as in the table. */
export type OtherFailureTexts = Readonly<
  Partial<Record<FailureCode, Readonly<Record<Language, Partial<FailureText>>>>>
>;

/** Another cause and fix, in English and in Chinese. */
export function otherText(
  en: readonly [cause: string, fix: string],
  zh: readonly [cause: string, fix: string],
): Readonly<Record<Language, FailureText>> {
  return { en: { cause: en[0], fix: en[1] }, 'zh-CN': { cause: zh[0], fix: zh[1] } };
}

/** The same cause, and another way to mend it. */
export function otherFix(en: string, zh: string): Readonly<Record<Language, Partial<FailureText>>> {
  return { en: { fix: en }, 'zh-CN': { fix: zh } };
}
