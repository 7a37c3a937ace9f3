/** The terminal's language, and filling in texts. */
export type Language = 'en' | 'zh-CN';

/** POSIX order: LC_ALL, LC_MESSAGES, LANG; the first that is set decides. English unless it says Chinese. */
export function parseLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^zh\b|^zh_/i.test(locale) ? 'zh-CN' : 'en';
}

/** Puts details in the places of their names; a place without one is left out. */
export function fillText(text: string, detail: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (_place, name: string) => String(detail[name] ?? '')).trim();
}
