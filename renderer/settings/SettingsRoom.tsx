import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useHost } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { About } from './About.tsx';
import { Limits } from './Limits.tsx';
import { LookSettings } from './LookSettings.tsx';
import { Models } from './Models.tsx';
import { Results } from './Results.tsx';
import { SpeechModels } from './SpeechModels.tsx';

/** Settings take effect as they are changed; the host says what is set. */
export function SettingsRoom() {
  const t = useTexts();
  const settings = useHost((state) => state.settings);
  const models = useHost((state) => state.models);
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
        <Group title={t.settings.results}>
          <Results settings={settings} />
        </Group>
        <Group title={t.models.title}>
          <Models models={models} />
        </Group>
        <Group title={t.settings.speech}>
          <SpeechModels settings={settings} models={models} />
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

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="card settings-group" aria-label={title}>
      <h2>{title}</h2>
      <div className="stack settings-fields">{children}</div>
    </section>
  );
}
