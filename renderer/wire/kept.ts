/** What a browser keeps for the next page: a help and no truth, since it may keep nothing, or be cleared. */
import type { z } from 'zod';

/** `otherwise` where nothing is kept, or something of another shape. */
export function readKept<T>(place: string, shape: z.ZodType<T>, otherwise: T): T {
  try {
    return shape.parse(JSON.parse(localStorage.getItem(place) ?? 'null'));
  } catch {
    return otherwise;
  }
}

export function writeKept(place: string, value: unknown): void {
  try {
    localStorage.setItem(place, JSON.stringify(value));
  } catch {
    return;
  }
}
