import { useEffect, useEffectEvent } from 'react';

export interface ReaderKeys {
  undo(): void;
  redo(): void;
  step(by: 1 | -1): void;
  replace(): void;
}

/** Ctrl/Cmd+Z and Shift+Z or Y outside text fields, which have an undo of their own; F3, Shift+F3 and Ctrl/Cmd+H anywhere. */
export function useReaderKeys(keys: ReaderKeys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const act = parseKey(event, keys);
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}

function parseKey(event: KeyboardEvent, keys: ReaderKeys): (() => void) | null {
  const { key, ctrlKey, metaKey, shiftKey, altKey, target } = event;
  if (key === 'F3') return () => keys.step(shiftKey ? -1 : 1);
  if (altKey || !(ctrlKey || metaKey)) return null;
  const letter = key.toLowerCase();
  if (letter === 'h') return keys.replace;
  if (target instanceof Element && target.matches('input, textarea, [contenteditable]')) return null;
  if (letter === 'y' || (letter === 'z' && shiftKey)) return keys.redo;
  return letter === 'z' ? keys.undo : null;
}
