import { useEffect, useEffectEvent } from 'react';
import { parseShortcut, type Shortcut } from './shortcutKeys.ts';

/** Listens for the panel's keys all over the window. */
export function useShortcuts(onShortcut: (shortcut: Shortcut) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const field = event.target instanceof HTMLElement ? event.target : null;
    const shortcut = parseShortcut({
      key: event.key,
      isControl: event.ctrlKey || event.metaKey,
      isAlt: event.altKey,
      isTyping: field?.matches('input, textarea, select, [contenteditable]') ?? false,
    });
    if (!shortcut) return;
    event.preventDefault();
    onShortcut(shortcut);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}
