import type { Settings } from '../../electron/contract/settings.ts';
import { Mirrors } from '../settings/Mirrors.tsx';
import { SaveTo } from '../settings/SaveTo.tsx';
import { useHost } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';

/** Where models and results live, and where downloads come from. */
export function PlacesStep({ settings }: { readonly settings: Settings }) {
  const t = useTexts();
  const home = useHost((state) => state.host.home) ?? '';
  return (
    <>
      <div>
        <p className="label">{t.firstSteps.home}</p>
        <p className="mono home-path">{home}</p>
        <p className="dim small">{t.firstSteps.homeHint}</p>
      </div>
      <SaveTo settings={settings} />
      <Mirrors settings={settings} />
    </>
  );
}
