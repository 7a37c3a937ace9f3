import { useEffect, useEffectEvent } from 'react';
import { parseShortcut, readPress, type Shortcut } from './shortcutKeys.ts';

/** What each key of the window does. `key`: the one that was pressed. */
export type ShortcutActs = Readonly<Record<Shortcut<'window'>, (key: string) => void>>;

/** Listens for the panel's keys all over the window, but not behind an open dialog. */
export function useShortcuts(acts: ShortcutActs): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const shortcut = parseShortcut(readPress(event), 'window');
    if (!shortcut || document.querySelector('[aria-modal="true"]') !== null) return;
    event.preventDefault();
    acts[shortcut](event.key);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}
