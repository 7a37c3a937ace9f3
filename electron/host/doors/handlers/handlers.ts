/** Every call's handler, split by noun. A row of the contract without one does not compile. */
import type { Handlers } from '../serve.ts';
import { createHostHandlers } from './hostHandlers.ts';
import { createInstanceHandlers } from './instanceHandlers.ts';
import { createJobHandlers } from './jobHandlers.ts';
import { createMediaHandlers } from './mediaHandlers.ts';
import { createSetupHandlers } from './setupHandlers.ts';
import { createTranscriptHandlers } from './transcriptHandlers.ts';
import { createWatchHandlers } from './watchHandlers.ts';
import { createDoorHandlers } from './doorHandlers.ts';
import type { HostParts } from './hostParts.ts';

export function createHandlers(parts: HostParts): Handlers {
  return {
    ...createHostHandlers(parts),
    ...createInstanceHandlers(parts),
    ...createJobHandlers(parts),
    ...createTranscriptHandlers(parts),
    ...createMediaHandlers(parts),
    ...createSetupHandlers(parts),
    ...createWatchHandlers(parts),
    ...createDoorHandlers(parts),
  };
}
