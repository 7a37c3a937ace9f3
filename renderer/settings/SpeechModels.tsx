import { NativeSelect } from '@mantine/core';
import type { ModelView } from '../../electron/contract/model.ts';
import type { Settings } from '../../electron/contract/settings.ts';
import { useTexts } from '../texts/useTexts.ts';
import { useSetting } from './useSetting.ts';

export interface SpeechModelsProps {
  readonly settings: Settings;
  readonly models: readonly ModelView[];
}

/** The models that find speech and set punctuation for the whole fleet. */
export function SpeechModels({ settings, models }: SpeechModelsProps) {
  const t = useTexts();
  const set = useSetting();
  const choices = (role: 'vad' | 'punc') => [
    { value: '', label: t.settings.fromDemo },
    ...models
      .filter((model) => model.role === role && model.isUsable && !model.isDemo)
      .map((model) => ({ value: model.id, label: model.name })),
  ];
  return (
    <>
      <NativeSelect
        label={t.settings.vad}
        value={settings.vadModelId ?? ''}
        onChange={(event) => set({ vadModelId: event.currentTarget.value || null })}
        data={choices('vad')}
      />
      <NativeSelect
        label={t.settings.punc}
        value={settings.puncModelId ?? ''}
        onChange={(event) => set({ puncModelId: event.currentTarget.value || null })}
        data={choices('punc')}
      />
    </>
  );
}
