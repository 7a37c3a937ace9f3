import { Checkbox } from '@mantine/core';
import type { Settings } from '../../electron/contract/settings.ts';
import { useTexts } from '../texts/useTexts.ts';
import { NameSetting } from './NameSetting.tsx';
import { SaveTo } from './SaveTo.tsx';
import { useSetting } from './useSetting.ts';

/** What is not done twice; where finished transcripts are saved, and as what. */
export function Results({ settings }: { readonly settings: Settings }) {
  const t = useTexts();
  const set = useSetting();
  return (
    <>
      <Checkbox
        size="xs"
        label={t.settings.skipDone}
        description={t.settings.skipDoneHint}
        checked={settings.skipDone}
        onChange={(event) => set({ skipDone: event.currentTarget.checked })}
      />
      <SaveTo settings={settings} />
      {settings.saveTo.kind !== 'none' && (
        <NameSetting
          label={t.names.saved}
          value={settings.saveName}
          onSave={(saveName) => set({ saveName })}
        />
      )}
      <NameSetting
        label={t.names.exported}
        value={settings.exportName}
        onSave={(exportName) => set({ exportName })}
      />
    </>
  );
}
