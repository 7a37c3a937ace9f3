import { Button } from '@mantine/core';
import { DiagnosticsButton } from '../diagnostics/DiagnosticsButton.tsx';
import { useFirstSteps } from '../firstSteps/FirstStepsProvider.tsx';
import { useHost } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';

/** Which host this is. */
export function About() {
  const t = useTexts();
  const firstSteps = useFirstSteps();
  const host = useHost((state) => state.host);
  if (!host) return null;
  return (
    <>
      <dl className="about">
        <dt>{t.settings.version}</dt>
        <dd>{host.version}</dd>
        <dt>{t.settings.platform}</dt>
        <dd>{host.platform}</dd>
        <dt>{t.settings.cores}</dt>
        <dd>{host.cores}</dd>
        <dt>{t.settings.home}</dt>
        <dd className="mono">{host.home}</dd>
      </dl>
      <div className="row row-wrap">
        <Button onClick={firstSteps.open}>{t.firstSteps.again}</Button>
        <DiagnosticsButton />
      </div>
    </>
  );
}
