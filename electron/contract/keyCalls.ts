/** Calls about keys; rows of the one table in api.ts. */
import { z } from 'zod';
import { keyDraft, keyView } from './key.ts';

const nothing = z.strictObject({});

export const keyCalls = {
  'keys.list': { scope: 'read', input: nothing, output: z.object({ keys: z.array(keyView) }) },
  /** `secret` is what a program sends; it cannot be had again. */
  'keys.create': {
    scope: 'operate',
    input: keyDraft,
    output: z.object({ key: keyView, secret: z.string() }),
  },
  /** Whoever has it is refused from now on. */
  'keys.revoke': { scope: 'operate', input: z.strictObject({ id: z.string() }), output: nothing },
} as const;
