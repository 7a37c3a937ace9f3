import { torchIndex, type Settings } from '../../electron/contract/settings.ts';
import { EngineCard } from '../engines/EngineCard.tsx';
import { useHost } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { TypedSetting } from './TypedSetting.tsx';
import { useSetting } from './useSetting.ts';

/** What recognises, and how it comes onto the box. */
export function Engines({ settings }: { readonly settings: Settings }) {
  const t = useTexts();
  const set = useSetting();
  const engines = useHost((state) => state.engines) ?? [];
  const parse = (text: string) => torchIndex.safeParse(text.trim() || null);
  return (
    <>
      <ul className="models" aria-label={t.engines.title}>
        {engines.map((view) => (
          <EngineCard key={view.engine} view={view} />
        ))}
      </ul>
      <TypedSetting
        label={t.engines.mirror}
        description={t.engines.mirrorHint}
        value={settings.torchIndex ?? ''}
        check={(text) => (parse(text).success ? null : t.engines.mirrorWrong)}
        onSave={(text) => set({ torchIndex: parse(text).data ?? null })}
      />
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
