import { describe, expect, it } from 'vitest';
import { parseShortcut } from './shortcutKeys.ts';

const plain = { isControl: false, isAlt: false, isTyping: false };

describe('shortcuts', () => {
  it('work with Ctrl or Command wherever the focus is', () => {
    expect(parseShortcut({ ...plain, key: 'o', isControl: true, isTyping: true })).toBe('open');
    expect(parseShortcut({ ...plain, key: 'F', isControl: true })).toBe('find');
    expect(parseShortcut({ ...plain, key: ',', isControl: true })).toBe('settings');
  });

  it('leave text alone', () => {
    expect(parseShortcut({ ...plain, key: '?', isTyping: true })).toBeNull();
    expect(parseShortcut({ ...plain, key: '?' })).toBe('help');
    expect(parseShortcut({ ...plain, key: 'x', isControl: true })).toBeNull();
    expect(parseShortcut({ ...plain, key: 'o' })).toBeNull();
  });

  it('go to a room with Alt and its number', () => {
    expect(parseShortcut({ ...plain, key: '3', isAlt: true })).toEqual({ room: 2 });
    expect(parseShortcut({ ...plain, key: '5', isAlt: true })).toBeNull();
  });
});
