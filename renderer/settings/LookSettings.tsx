import { NativeSelect, SegmentedControl } from '@mantine/core';
import { language, theme, type Settings } from '../../electron/contract/settings.ts';
import { useTexts } from '../texts/useTexts.ts';
import { useSetting } from './useSetting.ts';

export function LookSettings({ settings }: { readonly settings: Settings }) {
  const t = useTexts();
  const set = useSetting();
  return (
    <>
      <NativeSelect
        label={t.settings.language}
        value={settings.language}
        onChange={(event) => set({ language: language.parse(event.currentTarget.value) })}
        data={language.options.map((value) => ({ value, label: t.settings.languages[value] }))}
      />
      <div>
        <p className="label" id="theme-label">
          {t.settings.theme}
        </p>
        <SegmentedControl
          aria-labelledby="theme-label"
          value={settings.theme}
          onChange={(value) => set({ theme: value })}
          data={theme.options.map((value) => ({ value, label: t.settings.themes[value] }))}
        />
      </div>
    </>
  );
}
