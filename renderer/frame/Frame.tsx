import { useRef, useState } from 'react';
import { AccessBanner } from '../access/AccessBanner.tsx';
import type { JobTarget } from '../../electron/contract/job.ts';
import { ChecksRoom } from '../checks/ChecksRoom.tsx';
import { FleetRoom } from '../fleet/FleetRoom.tsx';
import { InstanceRoom } from '../instance/InstanceRoom.tsx';
import { useFiles } from '../parts/FilesProvider.tsx';
import { usePalette } from '../palette/usePalette.tsx';
import { RequestsRoom } from '../requests/RequestsRoom.tsx';
import { SettingsRoom } from '../settings/SettingsRoom.tsx';
import { useIsReadOnly, useLink } from '../state/panel.ts';
import type { Route } from '../state/route.ts';
import { useTexts } from '../texts/useTexts.ts';
import { TranscriptsRoom } from '../transcripts/TranscriptsRoom.tsx';
import { Banner } from './Banner.tsx';
import { BottomBar } from './BottomBar.tsx';
import { JobNews } from './JobNews.tsx';
import { Rail } from './Rail.tsx';
import { roomLinks } from './roomLinks.ts';
import { ShortcutsHelp } from './ShortcutsHelp.tsx';
import { SimulatedBanner } from './SimulatedBanner.tsx';
import { TopBar } from './TopBar.tsx';
import { useDragging } from './useDragging.ts';
import { openRoute, useRoute } from './useRoute.ts';
import { useShortcuts } from './useShortcuts.ts';
import { useUnsentWarning } from './useUnsentWarning.ts';

/** Rail, top bar and the room between them. */
export function Frame() {
  const t = useTexts();
  const route = useRoute();
  const link = useLink();
  const files = useFiles();
  const isReadOnly = useIsReadOnly();
  const isDragging = useDragging() && !isReadOnly;
  const searchRef = useRef<HTMLInputElement>(null);
  const [isHelpOpen, setHelpOpen] = useState(false);
  useUnsentWarning();
  const palette = usePalette(() => setHelpOpen(true));
  useShortcuts({
    palette: palette.open,
    open: () => files.pick(planTarget(route), 'files'),
    find: () => searchRef.current?.select(),
    settings: () => openRoute({ room: 'settings', section: null }),
    rooms: (key) => openRoute(roomLinks[Number(key) - 1]?.route ?? { room: 'fleet' }),
    help: () => setHelpOpen(true),
  });
  const isStale = link === 'lost' || link === 'refused';
  return (
    <div className="frame" data-stale={isStale || undefined} data-dragging={isDragging || undefined}>
      <a className="skip" href="#room" onClick={focusRoom}>
        {t.frame.skip}
      </a>
      <div className="banners">
        <Banner />
        <SimulatedBanner />
        <AccessBanner />
      </div>
      <Rail route={route} />
      <TopBar route={route} searchRef={searchRef} onHelp={() => setHelpOpen(true)} onPalette={palette.open} />
      {/* Another room is read from its top. */}
      <main
        key={route.room === 'instance' ? route.id : route.room}
        className="room"
        id="room"
        tabIndex={-1}
        data-room={route.room}
      >
        <Room route={route} />
      </main>
      <BottomBar route={route} />
      <JobNews />
      {palette.element}
      <ShortcutsHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}

function Room({ route }: { readonly route: Route }) {
  switch (route.room) {
    case 'instance':
      return <InstanceRoom id={route.id} tab={route.tab} />;
    case 'transcripts':
      return <TranscriptsRoom jobId={route.jobId} query={route.query} />;
    case 'checks':
      return <ChecksRoom />;
    case 'requests':
      return <RequestsRoom />;
    case 'settings':
      return <SettingsRoom section={route.section} />;
    default:
      return <FleetRoom />;
  }
}

/** Files picked in an instance's room are for it. */
function planTarget(route: Route): JobTarget {
  return route.room === 'instance' ? { kind: 'instance', instanceId: route.id } : { kind: 'fleet' };
}

// The address after # belongs to the rooms, so the link may not change it.
function focusRoom(event: { preventDefault(): void }) {
  event.preventDefault();
  document.getElementById('room')?.focus();
}
