import { Switch } from '@mantine/core';
import type { Settings } from '../../electron/contract/settings.ts';
import { useTexts } from '../texts/useTexts.ts';
import { useSetting } from './useSetting.ts';

/** Two switches, neither of which moves the other: when the desktop starts, and whether its window's end is its own. */
export function Desktop({ settings }: { readonly settings: Settings }) {
  const t = useTexts();
  const set = useSetting();
  return (
    <>
      <Switch
        size="xs"
        label={t.settings.startAtLogin}
        description={t.settings.startAtLoginHint}
        checked={settings.startAtLogin}
        onChange={(event) => set({ startAtLogin: event.currentTarget.checked })}
      />
      <Switch
        size="xs"
        label={t.settings.keepRunning}
        description={t.settings.keepRunningHint}
        checked={settings.keepRunning}
        onChange={(event) => set({ keepRunning: event.currentTarget.checked })}
      />
    </>
  );
}
