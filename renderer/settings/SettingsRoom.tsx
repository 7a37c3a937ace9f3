import { Skeleton } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { Changes } from '../access/Changes.tsx';
import { Webhook } from '../doors/Webhook.tsx';
import { useHost } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { About } from './About.tsx';
import { Desktop } from './Desktop.tsx';
import { Doors } from './Doors.tsx';
import { Engines } from './Engines.tsx';
import { History } from './History.tsx';
import { Hotwords } from './Hotwords.tsx';
import { Limits } from './Limits.tsx';
import { LookSettings } from './LookSettings.tsx';
import { Mirrors } from './Mirrors.tsx';
import { Models } from './Models.tsx';
import { PanelAccess } from './PanelAccess.tsx';
import { Results } from './Results.tsx';
import { Watches } from './Watches.tsx';
import { SpeechModels } from './SpeechModels.tsx';

/** Settings take effect as they are changed; the host says what is set. */
export function SettingsRoom({ section }: { readonly section: 'engines' | null }) {
  const t = useTexts();
  const settings = useHost((state) => state.settings);
  const models = useHost((state) => state.models);
  const isDesktop = useHost((state) => state.host?.shell === 'electron');
  if (!settings || !models) return <Skeleton height={300} aria-label={t.common.loading} />;
  return (
    <>
      <div className="room-head">
        <h1>{t.settings.title}</h1>
      </div>
      <div className="settings">
        <Group title={t.settings.look}>
          <LookSettings settings={settings} />
        </Group>
        {isDesktop && (
          <Group title={t.settings.desktop}>
            <Desktop settings={settings} />
          </Group>
        )}
        <Group title={t.settings.results}>
          <Results settings={settings} />
        </Group>
        <Group title={t.mirrors.title}>
          <Mirrors settings={settings} />
        </Group>
        <Group title={t.models.title}>
          <Models models={models} />
        </Group>
        <Group title={t.engines.title} isWanted={section === 'engines'}>
          <Engines settings={settings} />
        </Group>
        <Group title={t.access.title}>
          <PanelAccess settings={settings} />
        </Group>
        <Group title={t.doors.title}>
          <Doors settings={settings} />
        </Group>
        <Group title={t.webhook.title}>
          <Webhook />
        </Group>
        <Group title={t.settings.speech}>
          <SpeechModels settings={settings} models={models} />
        </Group>
        <Group title={t.settings.hotwords}>
          <Hotwords settings={settings} />
        </Group>
        <Group title={t.watches.title}>
          <Watches />
        </Group>
        <Group title={t.history.title}>
          <History settings={settings} />
        </Group>
        <Group title={t.settings.limits}>
          <Limits settings={settings} />
        </Group>
        <Group title={t.settings.about}>
          <About />
        </Group>
      </div>
    </>
  );
}

interface GroupProps {
  readonly title: string;
  /** It is what somebody came for: it is brought into sight. */
  readonly isWanted?: boolean;
  readonly children: ReactNode;
}

function Group({ title, isWanted = false, children }: GroupProps) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isWanted) ref.current?.scrollIntoView({ block: 'start' });
  }, [isWanted]);
  return (
    <section className="card settings-group" aria-label={title} ref={ref}>
      <h2>{title}</h2>
      <div className="stack settings-fields">
        <Changes>{children}</Changes>
      </div>
    </section>
  );
}
