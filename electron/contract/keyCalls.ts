/** Calls about the keys of the fleet's door; rows of the one table in api.ts. */
import { z } from 'zod';
import { keyName, keyView } from './door.ts';

const nothing = z.strictObject({});

export const keyCalls = {
  'keys.list': { scope: 'read', input: nothing, output: z.object({ keys: z.array(keyView) }) },
  /** `secret` is what a program sends; it cannot be had again. */
  'keys.create': {
    scope: 'operate',
    input: z.strictObject({ name: keyName }),
    output: z.object({ key: keyView, secret: z.string() }),
  },
  /** Whoever has it is refused from now on. */
  'keys.revoke': { scope: 'operate', input: z.strictObject({ id: z.string() }), output: nothing },
} as const;
