import { describe, expect, it } from 'vitest';
import { en } from '../texts/en.ts';
import { parseShortcut, shortcutRows } from './shortcutKeys.ts';

const plain = { isControl: false, isAlt: false, isShift: false, isTyping: false };

describe('shortcuts', () => {
  it('work with Ctrl or Command wherever the focus is', () => {
    expect(parseShortcut({ ...plain, key: 'k', isControl: true, isTyping: true }, 'window')).toBe('palette');
    expect(parseShortcut({ ...plain, key: 'o', isControl: true, isTyping: true }, 'window')).toBe('open');
    expect(parseShortcut({ ...plain, key: 'F', isControl: true }, 'window')).toBe('find');
    expect(parseShortcut({ ...plain, key: ',', isControl: true }, 'window')).toBe('settings');
  });

  it('leave text alone', () => {
    expect(parseShortcut({ ...plain, key: '?', isTyping: true }, 'window')).toBeNull();
    expect(parseShortcut({ ...plain, key: '?', isShift: true }, 'window')).toBe('help');
    expect(parseShortcut({ ...plain, key: 'x', isControl: true }, 'window')).toBeNull();
    expect(parseShortcut({ ...plain, key: 'o' }, 'window')).toBeNull();
    expect(parseShortcut({ ...plain, key: ' ', isTyping: true }, 'reader')).toBeNull();
  });

  it('go to a room with Alt and its number', () => {
    expect(parseShortcut({ ...plain, key: '3', isAlt: true }, 'window')).toBe('rooms');
    expect(parseShortcut({ ...plain, key: '5', isAlt: true }, 'window')).toBeNull();
  });

  it('are each told apart and have words', () => {
    const shown = shortcutRows.map(({ keys }) => keys.join('+'));
    expect(new Set(shown).size).toBe(shown.length);
    for (const { id } of shortcutRows) expect(en.shortcuts[id]).not.toBe('');
  });
});
