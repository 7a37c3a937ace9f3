/** A failure's words in both of the terminal's languages. */
import type { Language } from './language.ts';

interface FailureText {
  readonly cause: string;
  readonly fix: string;
}

export type InBoth = Readonly<Record<Language, FailureText>>;

/** Cause and fix, in English and in Chinese. */
export function both(en: readonly [string, string], zh: readonly [string, string]): InBoth {
  return { en: { cause: en[0], fix: en[1] }, 'zh-CN': { cause: zh[0], fix: zh[1] } };
}
