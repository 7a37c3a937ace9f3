/** The terminal's language. */
import type { Language } from '../contract/language.ts';

/** POSIX order: LC_ALL, LC_MESSAGES, LANG; the first that is set decides. English unless it says Chinese. */
export function parseLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^zh\b|^zh_/i.test(locale) ? 'zh-CN' : 'en';
}
