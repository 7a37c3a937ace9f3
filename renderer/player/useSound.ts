import { useSyncExternalStore } from 'react';
import type { Sound } from './sound.ts';

/** What `read` finds of the sound; drawn anew only when that changes. */
export function useSound<T extends number | boolean | null>(sound: Sound, read: () => T): T {
  return useSyncExternalStore(sound.watch, read);
}

/** Whole seconds heard; 0 where nothing is loaded. */
export function useHeardS(sound: Sound): number {
  return useSound(sound, () => Math.floor((sound.heardMs() ?? 0) / 1000));
}
