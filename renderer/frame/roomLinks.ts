import { IconFileText, IconServer2, IconSettings, IconStethoscope } from '@tabler/icons-react';
import type { Route } from '../state/route.ts';

/** The rooms in the order of the rail. */
export const roomLinks = [
  { room: 'fleet', Icon: IconServer2, route: { room: 'fleet' } },
  { room: 'transcripts', Icon: IconFileText, route: { room: 'transcripts', jobId: null, query: '' } },
  { room: 'checks', Icon: IconStethoscope, route: { room: 'checks' } },
  { room: 'settings', Icon: IconSettings, route: { room: 'settings', section: null } },
] as const satisfies readonly { room: Route['room']; Icon: typeof IconServer2; route: Route }[];
