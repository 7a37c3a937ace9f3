import { torchIndex, type Settings } from '../../electron/contract/settings.ts';
import { useTexts } from '../texts/useTexts.ts';
import { TypedSetting } from './TypedSetting.tsx';
import { useSetting } from './useSetting.ts';

/** Where PyTorch comes from. */
export function TorchIndex({ settings }: { readonly settings: Settings }) {
  const t = useTexts();
  const set = useSetting();
  const parse = (text: string) => torchIndex.safeParse(text.trim() || null);
  return (
    <TypedSetting
      label={t.engines.mirror}
      description={t.engines.mirrorHint}
      value={settings.torchIndex ?? ''}
      check={(text) => (parse(text).success ? null : t.engines.mirrorWrong)}
      onSave={(text) => set({ torchIndex: parse(text).data ?? null })}
    />
  );
}
