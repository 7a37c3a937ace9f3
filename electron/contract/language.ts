/** The languages everything is said in. */
export type Language = 'zh-CN' | 'en';

/** Puts details in the places of their names; a place without one is left out. */
export function fillText(text: string, detail: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (_place, name: string) => String(detail[name] ?? '')).trim();
}
