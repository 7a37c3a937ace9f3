/** Doors for programs: the fleet's one address, and one for each instance. */
import { z } from 'zod';
import { failure } from './failure.ts';
import { instanceId } from './instance.ts';

export const doorView = z.object({
  /** null: the fleet's. */
  instanceId: instanceId.nullable(),
  /** As a program on this machine writes it, without a slash at its end. */
  url: z.string(),
  port: z.int(),
  /** Reached from other machines, too. */
  isExposed: z.boolean(),
  /** shut: it could not be opened, `failure` says why; it is tried again by itself. */
  state: z.enum(['open', 'shut']),
  failure: failure.nullable(),
});

/** Where browsers find the panel. */
export const panelView = z.object({
  url: z.string(),
  /** Reached from other machines, too. */
  isExposed: z.boolean(),
  isTls: z.boolean(),
});

export type DoorView = z.infer<typeof doorView>;
export type PanelView = z.infer<typeof panelView>;
