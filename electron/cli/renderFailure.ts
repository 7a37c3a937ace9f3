/** A failure as the lines a terminal shows: code and cause, fix, details. */
import type { Failure } from '../contract/failure.ts';
import { failureTextsTerminal } from '../contract/failureTextsTerminal.ts';
import { findFailureText } from '../contract/findFailureText.ts';
import { fillText } from '../contract/language.ts';
import type { Language } from '../contract/language.ts';

const labels = {
  en: { fix: 'fix', details: 'details' },
  'zh-CN': { fix: '解决办法', details: '详情' },
} as const;

/** `about` names what failed, a file for instance. Ends with a newline. */
export function renderFailure(failure: Failure, language: Language, about = 'paradeck'): string {
  const { cause, fix } = findFailureText(failure.code, language, failureTextsTerminal);
  const label = labels[language];
  const lines = [
    `${about}: ${failure.code}: ${fillText(cause, failure.detail)}`,
    `  ${label.fix}: ${fillText(fix, failure.detail)}`,
    ...(failure.message === '' ? [] : [`  ${label.details}: ${failure.message}`]),
  ];
  return `${lines.join('\n')}\n`;
}
