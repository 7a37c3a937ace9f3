import { Checkbox, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '../../electron/contract/settings.ts';
import { transcriptFormat } from '../../electron/contract/job.ts';
import { useTexts } from '../texts/useTexts.ts';
import { TypedSetting } from './TypedSetting.tsx';
import { useSetting } from './useSetting.ts';

const kinds = ['none', 'source', 'folder'] as const;
type Kind = (typeof kinds)[number];

/** Where finished transcripts are saved, and as what. */
export function SaveTo({ settings }: { readonly settings: Settings }) {
  const t = useTexts();
  const set = useSetting();
  const { saveTo, saveFormats } = settings;
  // A folder is only saved with its path; until it is typed the choice stands here alone.
  const [isChoosingFolder, setChoosingFolder] = useState(false);
  const kind: Kind = isChoosingFolder ? 'folder' : saveTo.kind;
  const choose = (chosen: Kind) => {
    setChoosingFolder(chosen === 'folder' && saveTo.kind !== 'folder');
    if (chosen !== 'folder') set({ saveTo: { kind: chosen } });
  };
  return (
    <>
      <NativeSelect
        label={t.settings.saveTo}
        value={kind}
        onChange={(event) => choose(kinds.find((one) => one === event.currentTarget.value) ?? 'none')}
        data={kinds.map((value) => ({ value, label: t.settings.saveTos[value] }))}
        {...(kind === 'source' && { description: t.settings.saveSourceHint })}
      />
      {kind === 'folder' && (
        <TypedSetting
          label={t.settings.folder}
          value={saveTo.kind === 'folder' ? saveTo.dir : ''}
          check={(text) => (text.trim() === '' ? t.settings.folderMissing : null)}
          onSave={(dir) => {
            setChoosingFolder(false);
            set({ saveTo: { kind: 'folder', dir: dir.trim() } });
          }}
        />
      )}
      {kind !== 'none' && (
        <Checkbox.Group
          label={t.settings.formats}
          size="xs"
          value={saveFormats}
          onChange={(formats) => set({ saveFormats: transcriptFormat.array().parse(formats) })}
        >
          <div className="row row-wrap formats">
            {transcriptFormat.options.map((format) => (
              <Checkbox key={format} size="xs" value={format} label={t.transcripts.formats[format]} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </>
  );
}
