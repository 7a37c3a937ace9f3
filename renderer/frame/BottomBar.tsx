import { renderRoute, type Route } from '../state/route.ts';
import { useTexts } from '../texts/useTexts.ts';
import { roomLinks } from './roomLinks.ts';

/** The rooms on a narrow window. */
export function BottomBar({ route }: { readonly route: Route }) {
  const t = useTexts();
  const current = route.room === 'instance' ? 'fleet' : route.room;
  return (
    <nav className="bottom-bar" aria-label={t.rooms.rail}>
      {roomLinks.map(({ room, Icon, route: to }) => (
        <a key={room} href={renderRoute(to)} aria-current={room === current ? 'page' : undefined}>
          <Icon size={20} stroke={1.6} aria-hidden="true" />
          {t.rooms[room]}
        </a>
      ))}
    </nav>
  );
}
