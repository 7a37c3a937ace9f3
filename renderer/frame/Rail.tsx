import type { InstanceView } from '../../electron/contract/instance.ts';
import { DropArea } from '../parts/DropArea.tsx';
import { Dot } from '../parts/Dot.tsx';
import { phaseMarks } from '../parts/phaseMarks.ts';
import { StateMark } from '../parts/StateMark.tsx';
import { useHost } from '../state/panel.ts';
import { renderRoute, type Route } from '../state/route.ts';
import { useTexts } from '../texts/useTexts.ts';
import { Logo } from './Logo.tsx';
import { roomLinks } from './roomLinks.ts';

/** The rooms, with the instances under the fleet; an instance takes a drop here too. */
export function Rail({ route }: { readonly route: Route }) {
  const t = useTexts();
  const instances = useHost((state) => state.instances) ?? [];
  return (
    <nav className="rail" aria-label={t.rooms.rail}>
      <div className="brand">
        <Logo />
        ParaDeck
      </div>
      <ul className="rail-rooms">
        {roomLinks.map(({ room, Icon, route: to }) => (
          <li key={room}>
            <a
              className="rail-link"
              href={renderRoute(to)}
              aria-current={route.room === room ? 'page' : undefined}
            >
              <Icon size={17} stroke={1.7} aria-hidden="true" />
              {t.rooms[room]}
            </a>
            {room === 'fleet' && instances.length > 0 && (
              <ul className="rail-sub" aria-label={t.rooms.instances}>
                {instances.map((instance) => (
                  <RailInstance key={instance.spec.id} instance={instance} route={route} />
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function RailInstance({ instance, route }: { readonly instance: InstanceView; readonly route: Route }) {
  const t = useTexts();
  const { spec, phase } = instance;
  const isHere = route.room === 'instance' && route.id === spec.id;
  return (
    <li>
      <DropArea target={{ kind: 'instance', instanceId: spec.id }}>
        <a
          className="rail-link rail-instance"
          href={renderRoute({ room: 'instance', id: spec.id, tab: 'work' })}
          aria-current={isHere ? 'page' : undefined}
        >
          <Dot colour={spec.colour} />
          <span className="one-line">{spec.name}</span>
          <StateMark mark={phaseMarks[phase]} word={t.phases[phase]} />
        </a>
      </DropArea>
    </li>
  );
}
