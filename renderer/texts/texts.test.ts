import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { planLanguage } from './useTexts.ts';
import { zhCN } from './zhCN.ts';

/** Every leaf of a dictionary by its key; functions are called with values that show in the text. */
function listTexts(node: unknown, key = ''): [string, string][] {
  if (typeof node === 'string') return [[key, node]];
  if (typeof node === 'function') {
    const seen = new Proxy({}, { get: (_, name) => (name === 'count' ? 3 : `<${String(name)}>`) });
    return [[key, String(node(seen))]];
  }
  return Object.entries(node ?? {}).flatMap(([name, value]) =>
    listTexts(value, key ? `${key}.${name}` : name),
  );
}

const english = listTexts(en);
const chinese = listTexts(zhCN);

describe('dictionaries', () => {
  it('have the same keys, none empty', () => {
    expect(chinese.map(([key]) => key).sort()).toEqual(english.map(([key]) => key).sort());
    expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('fill the same placeholders in both languages', () => {
    const holes = (text: string) => [...new Set(text.match(/<\w+>/g))].sort();
    const byKey = new Map(english);
    for (const [key, text] of chinese) expect([key, holes(text)]).toEqual([key, holes(byKey.get(key) ?? '')]);
  });

  it('speak Chinese with full-width marks', () => {
    const halfWidth = chinese.filter(([, text]) =>
      /[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]/.test(text),
    );
    expect(halfWidth).toEqual([]);
  });

  it('follow the setting, else the first language of the system', () => {
    expect(planLanguage('en', ['zh-CN'])).toBe('en');
    expect(planLanguage('system', ['zh-TW', 'en'])).toBe('zh-CN');
    expect(planLanguage('system', ['de', 'zh-CN'])).toBe('en');
    expect(planLanguage('system', [])).toBe('en');
  });
});
