/** Where in the panel: kept in the address after `#`, so that back, reload and links work. */
export type Route =
  | { readonly room: 'fleet' }
  | { readonly room: 'instance'; readonly id: string; readonly tab: InstanceTabName }
  | { readonly room: 'transcripts'; readonly jobId: string | null; readonly query: string }
  | { readonly room: 'checks' }
  | { readonly room: 'requests' }
  /** `section`: what is brought into sight. */
  | { readonly room: 'settings'; readonly section: 'engines' | null };

export const instanceTabs = ['work', 'log', 'spec'] as const;
export type InstanceTabName = (typeof instanceTabs)[number];

/** Reads the part after `#`; anything unknown is the fleet. */
export function parseRoute(hash: string): Route {
  const [path = '', search] = hash.replace(/^#\/?/, '').split('?');
  const [room, first, second] = path.split('/').map(decode);
  if (room === 'instance' && first) {
    return { room, id: first, tab: instanceTabs.find((tab) => tab === second) ?? 'work' };
  }
  if (room === 'transcripts') {
    return { room, jobId: first || null, query: new URLSearchParams(search).get('q') ?? '' };
  }
  if (room === 'settings') return { room, section: first === 'engines' ? first : null };
  return room === 'checks' || room === 'requests' ? { room } : { room: 'fleet' };
}

/** The address of a place, with its `#`. */
export function renderRoute(route: Route): string {
  switch (route.room) {
    case 'instance':
      return `#/instance/${encodeURIComponent(route.id)}${route.tab === 'work' ? '' : `/${route.tab}`}`;
    case 'transcripts': {
      const query = route.query ? `?${new URLSearchParams({ q: route.query })}` : '';
      return `#/transcripts${route.jobId ? `/${encodeURIComponent(route.jobId)}` : ''}${query}`;
    }
    case 'settings':
      return `#/settings${route.section ? `/${route.section}` : ''}`;
    default:
      return `#/${route.room}`;
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
