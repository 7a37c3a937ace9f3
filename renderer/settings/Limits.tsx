import { settings as schema, type Settings } from '../../electron/contract/settings.ts';
import { useTexts } from '../texts/useTexts.ts';
import { TypedSetting } from './TypedSetting.tsx';
import { useSetting } from './useSetting.ts';

// The same bounds as in the contract, for the words of the error; the check itself is the contract's.
const spoolBounds = { min: 1, max: 1000 };
const lengthBounds = { min: 0.1, max: 48 };

export function Limits({ settings }: { readonly settings: Settings }) {
  const t = useTexts();
  const set = useSetting();
  const { spoolGiB, longestAudioH } = schema.shape;
  return (
    <>
      <TypedSetting
        label={t.settings.spoolGiB}
        description={t.settings.spoolHint}
        value={String(settings.spoolGiB)}
        check={(text) =>
          spoolGiB.safeParse(Number(text)).success ? null : t.settings.outOfRange(spoolBounds)
        }
        onSave={(text) => set({ spoolGiB: Number(text) })}
      />
      <TypedSetting
        label={t.settings.longestAudioH}
        value={String(settings.longestAudioH)}
        check={(text) =>
          longestAudioH.safeParse(Number(text)).success ? null : t.settings.outOfRange(lengthBounds)
        }
        onSave={(text) => set({ longestAudioH: Number(text) })}
      />
      <TypedSetting
        label={t.settings.ffmpeg}
        description={t.settings.ffmpegHint}
        value={settings.ffmpegPath ?? ''}
        check={() => null}
        onSave={(text) => set({ ffmpegPath: text.trim() || null })}
      />
      <TypedSetting
        label={t.settings.nvidiaSmi}
        description={t.settings.nvidiaSmiHint}
        value={settings.nvidiaSmiPath ?? ''}
        check={() => null}
        onSave={(text) => set({ nvidiaSmiPath: text.trim() || null })}
      />
    </>
  );
}
