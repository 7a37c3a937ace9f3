/** Which language the desktop speaks. */
import type { Settings } from '../../contract/settings.ts';
import type { ShellTexts } from './shellTexts.ts';
import { shellTextsEn } from './shellTextsEn.ts';
import { shellTextsZhCN } from './shellTextsZhCN.ts';

/** The language set, else Chinese where the system speaks any Chinese, else English: as the panel chooses. */
export function chooseTexts(set: Settings['language'], systemLanguages: readonly string[]): ShellTexts {
  const language = set === 'system' ? (systemLanguages[0] ?? 'en') : set;
  return language.toLowerCase().startsWith('zh') ? shellTextsZhCN : shellTextsEn;
}
