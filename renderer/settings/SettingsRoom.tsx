import { Skeleton } from '@mantine/core';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Changes } from '../access/Changes.tsx';
import type { ModelView } from '../../electron/contract/model.ts';
import type { Settings } from '../../electron/contract/settings.ts';
import { Webhook } from '../doors/Webhook.tsx';
import { useHost } from '../state/panel.ts';
import type { Texts } from '../texts/en.ts';
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
import { SettingsNav } from './SettingsNav.tsx';
import { Watches } from './Watches.tsx';
import { SpeechModels } from './SpeechModels.tsx';

/** Settings take effect as they are changed; the host says what is set. */
export function SettingsRoom({ section }: { readonly section: 'engines' | null }) {
  const t = useTexts();
  const id = useId();
  const settings = useHost((state) => state.settings);
  const models = useHost((state) => state.models);
  const isDesktop = useHost((state) => state.host?.shell === 'electron') ?? false;
  if (!settings || !models) return <Skeleton height={300} aria-label={t.common.loading} />;
  const groups = listGroups({ settings, models, isDesktop }, t).map((group, index) => ({
    ...group,
    id: `${id}-${index}`,
  }));
  return (
    <>
      <div className="room-head">
        <h1>{t.settings.title}</h1>
      </div>
      <div className="settings-room">
        <SettingsNav sections={groups} />
        <div className="settings">
          {groups.map((group) => (
            <Group
              key={group.id}
              {...group}
              isWanted={section === 'engines' && group.title === t.engines.title}
            />
          ))}
        </div>
      </div>
    </>
  );
}

interface GroupView {
  readonly title: string;
  /** It has controls that change nothing, and says itself which do. */
  readonly isMixed?: boolean;
  readonly children: ReactNode;
}

interface Known {
  readonly settings: Settings;
  readonly models: readonly ModelView[];
  readonly isDesktop: boolean;
}

function listGroups({ settings, models, isDesktop }: Known, t: Texts): readonly GroupView[] {
  const desktop = { title: t.settings.desktop, children: <Desktop settings={settings} /> };
  const speech = <SpeechModels settings={settings} models={models} />;
  return [
    { title: t.settings.look, children: <LookSettings settings={settings} /> },
    ...(isDesktop ? [desktop] : []),
    { title: t.settings.results, children: <Results settings={settings} /> },
    { title: t.mirrors.title, children: <Mirrors settings={settings} /> },
    { title: t.models.title, children: <Models models={models} /> },
    { title: t.engines.title, children: <Engines settings={settings} /> },
    { title: t.access.title, isMixed: true, children: <PanelAccess settings={settings} /> },
    { title: t.doors.title, isMixed: true, children: <Doors settings={settings} /> },
    { title: t.webhook.title, children: <Webhook /> },
    { title: t.settings.speech, children: speech },
    { title: t.settings.hotwords, children: <Hotwords settings={settings} /> },
    { title: t.watches.title, children: <Watches /> },
    { title: t.history.title, children: <History settings={settings} /> },
    { title: t.settings.limits, children: <Limits settings={settings} /> },
    { title: t.settings.about, children: <About /> },
  ];
}

interface GroupProps extends GroupView {
  readonly id: string;
  /** It is what somebody came for: it is brought into sight. */
  readonly isWanted: boolean;
}

function Group({ id, title, isWanted, isMixed = false, children }: GroupProps) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isWanted) ref.current?.scrollIntoView({ block: 'start' });
  }, [isWanted]);
  return (
    <section className="card settings-group" aria-label={title} ref={ref} id={id}>
      <h2 tabIndex={-1}>{title}</h2>
      <div className="stack settings-fields">{isMixed ? children : <Changes>{children}</Changes>}</div>
    </section>
  );
}
