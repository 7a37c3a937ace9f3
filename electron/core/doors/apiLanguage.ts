/** The language a caller of a door is answered in. */
import type { Language } from '../../contract/language.ts';

/** Of an Accept-Language header: Chinese where it comes first. */
export function parseApiLanguage(header: string | undefined): Language {
  return /^\s*zh\b/i.test(header ?? '') ? 'zh-CN' : 'en';
}
