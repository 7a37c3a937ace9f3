import type { Settings } from '../../electron/contract/settings.ts';
import { EngineCard } from '../engines/EngineCard.tsx';
import { useHost } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { TorchIndex } from './TorchIndex.tsx';

/** What recognises, and how it comes onto the box. */
export function Engines({ settings }: { readonly settings: Settings }) {
  const t = useTexts();
  const engines = useHost((state) => state.engines) ?? [];
  return (
    <>
      <ul className="models" aria-label={t.engines.title}>
        {engines.map((view) => (
          <EngineCard key={view.engine} view={view} />
        ))}
      </ul>
      <TorchIndex settings={settings} />
      <details>
        <summary>{t.engines.ways}</summary>
        <ul className="fetch-ways small dim">
          {[t.engines.wayMirror, t.engines.wayProxy, t.engines.wayOwn].map((way) => (
            <li key={way}>{way}</li>
          ))}
        </ul>
      </details>
    </>
  );
}
