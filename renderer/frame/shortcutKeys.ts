/** What a key press asks of the panel. */
export type Shortcut = 'open' | 'find' | 'settings' | 'help' | { readonly room: number };

export interface KeyPress {
  readonly key: string;
  /** Ctrl, or Command on a Mac. */
  readonly isControl: boolean;
  readonly isAlt: boolean;
  /** A field that takes text has the focus. */
  readonly isTyping: boolean;
}

/** Ctrl/Cmd+O, +F, +comma; ? and Alt+1…4 only outside text fields where they would be text. */
export function parseShortcut({ key, isControl, isAlt, isTyping }: KeyPress): Shortcut | null {
  if (isControl && !isAlt) {
    if (key.toLowerCase() === 'o') return 'open';
    if (key.toLowerCase() === 'f') return 'find';
    return key === ',' ? 'settings' : null;
  }
  if (isAlt && !isControl && /^[1-4]$/.test(key)) return { room: Number(key) - 1 };
  return key === '?' && !isTyping && !isAlt ? 'help' : null;
}
