import { useEffect, useEffectEvent } from 'react';
import { parseShortcut, readPress, type Shortcut } from '../frame/shortcutKeys.ts';

/** What a transcript's keys do; playing is the player's own. */
export type ReaderKeys = Readonly<Record<Exclude<Shortcut<'reader'>, 'play'>, () => void>>;

/** Listens for the keys of correcting and finding. */
export function useReaderKeys(keys: ReaderKeys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const shortcut = parseShortcut(readPress(event), 'reader');
    if (shortcut === null || shortcut === 'play') return;
    event.preventDefault();
    keys[shortcut]();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}
