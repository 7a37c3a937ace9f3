import type { SettingsPatch } from '../../electron/contract/settings.ts';
import { sayDone, useAct } from '../parts/useAct.tsx';
import { useTexts } from '../texts/useTexts.ts';

/** Sends a change of settings; the new values come back from the host as a push. */
export function useSetting(): (patch: SettingsPatch) => void {
  const t = useTexts();
  const { act } = useAct();
  return (patch) => {
    void act('settings.set', patch).then((set) => {
      if (set) sayDone(t.settings.saved);
    });
  };
}
