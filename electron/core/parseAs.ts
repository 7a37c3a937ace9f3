/** Text that another program wrote, as what it should be. */
import type { z } from 'zod';

/** null: no JSON, or not of that shape. */
export function parseAs<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
