import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { mirror, type Settings } from '../../electron/contract/settings.ts';
import { useTexts } from '../texts/useTexts.ts';
import { mirrorSets, nameSources, type MirrorChoice } from './mirrorSets.ts';
import { TorchIndex } from './TorchIndex.tsx';
import { TypedSetting } from './TypedSetting.tsx';
import { useSetting } from './useSetting.ts';

const choices: readonly MirrorChoice[] = ['usual', 'china', 'own'];

/** Where models and packages are downloaded from: a set of sources, or each by itself. */
export function Mirrors({ settings }: { readonly settings: Settings }) {
  const t = useTexts();
  const set = useSetting();
  // Nothing is set by wanting sources of one's own; until one is typed the choice stands here alone.
  const [isOwn, setOwn] = useState(false);
  const choice = isOwn ? 'own' : nameSources(settings);
  const choose = (chosen: MirrorChoice) => {
    setOwn(chosen === 'own');
    if (chosen !== 'own') set(mirrorSets[chosen]);
  };
  return (
    <>
      <NativeSelect
        label={t.mirrors.label}
        description={t.mirrors.hints[choice]}
        value={choice}
        onChange={(event) => choose(choices.find((one) => one === event.currentTarget.value) ?? 'usual')}
        data={choices.map((value) => ({ value, label: t.mirrors.sets[value] }))}
      />
      {choice === 'own' && (
        <>
          <MirrorField field="huggingFaceMirror" settings={settings} />
          <MirrorField field="pipIndex" settings={settings} />
          <TorchIndex settings={settings} />
        </>
      )}
    </>
  );
}

interface MirrorFieldProps {
  readonly field: 'huggingFaceMirror' | 'pipIndex';
  readonly settings: Settings;
}

function MirrorField({ field, settings }: MirrorFieldProps) {
  const t = useTexts();
  const set = useSetting();
  const parse = (text: string) => mirror.safeParse(text.trim() || null);
  return (
    <TypedSetting
      label={t.mirrors[field]}
      description={t.mirrors[`${field}Hint`]}
      value={settings[field] ?? ''}
      check={(text) => (parse(text).success ? null : t.mirrors.wrong)}
      onSave={(text) => set({ [field]: parse(text).data ?? null })}
    />
  );
}
