import { createContext, use } from 'react';
import type { Language } from '../../electron/contract/language.ts';
import type { Settings } from '../../electron/contract/settings.ts';
import { en, type Texts } from './en.ts';
import { zhCN } from './zhCN.ts';

export interface Spoken {
  readonly language: Language;
  readonly t: Texts;
}

/** The language to speak: the one set, else Chinese where the system speaks any Chinese, else English. */
export function planLanguage(set: Settings['language'], systemLanguages: readonly string[]): Language {
  if (set !== 'system') return set;
  const first = systemLanguages[0] ?? 'en';
  return first.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export function findTexts(language: Language): Spoken {
  return { language, t: language === 'zh-CN' ? zhCN : en };
}

export const TextsContext = createContext<Spoken>(findTexts('en'));

/** The dictionary in use. */
export function useTexts(): Texts {
  return use(TextsContext).t;
}

export function useLanguage(): Language {
  return use(TextsContext).language;
}
