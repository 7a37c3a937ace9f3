import { Anchor, Breadcrumbs, Button, Checkbox } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { JobTarget } from '../../electron/contract/job.ts';
import type { MediaEntry } from '../../electron/contract/mediaCalls.ts';
import { renderBytes } from '../figures/figures.ts';
import { useHost, usePanel } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { Dialog } from './Dialog.tsx';
import { sayDone, useAct, useTellFailure } from './useAct.tsx';

/** A button that opens the folders of the box; none where the settings name none. */
export function MediaButton({ target }: { readonly target: JobTarget }) {
  const t = useTexts();
  const folders = useHost((state) => state.settings.mediaFolders);
  const [isOpen, setOpen] = useState(false);
  if (!folders || folders.length === 0) return null;
  return (
    <>
      <Button variant="subtle" color="gray" onClick={() => setOpen(true)}>
        {t.media.choose}
      </Button>
      <Dialog isOpen={isOpen} width={560} title={t.media.title} onClose={() => setOpen(false)}>
        <Picker folders={folders} target={target} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

interface Place {
  readonly folder: string;
  readonly path: string;
}

interface PickerProps {
  readonly folders: readonly string[];
  readonly target: JobTarget;
  onDone(): void;
}

function Picker({ folders, target, onDone }: PickerProps) {
  const t = useTexts();
  const { act, isActing } = useAct();
  const [place, setPlace] = useState<Place>({ folder: folders[0] ?? '', path: '' });
  const [picked, setPicked] = useState<readonly string[]>([]);
  const entries = useEntries(place);
  const go = (next: Place) => {
    setPlace(next);
    setPicked([]);
  };
  const submit = async () => {
    const answers = await Promise.all(
      picked.map((name) => act('media.submit', { ...place, path: joinPath(place.path, name), target })),
    );
    const count = answers.filter(Boolean).length;
    if (count > 0) sayDone(t.media.added({ count }));
    if (count === picked.length) onDone();
  };
  return (
    <div className="stack">
      <Way folders={folders} place={place} onGo={go} />
      {entries && (
        <Entries
          entries={entries}
          picked={picked}
          onPick={setPicked}
          onEnter={(name) => go({ ...place, path: joinPath(place.path, name) })}
        />
      )}
      <div className="row modal-buttons">
        <Button onClick={onDone}>{t.common.cancel}</Button>
        <Button
          variant="filled"
          loading={isActing}
          disabled={picked.length === 0}
          onClick={() => void submit()}
        >
          {t.media.transcribe({ count: picked.length })}
        </Button>
      </div>
    </div>
  );
}

/** The folders to begin at, and the way down from the one that is open. */
function Way({
  folders,
  place,
  onGo,
}: Pick<PickerProps, 'folders'> & { place: Place; onGo(place: Place): void }) {
  const parts = place.path === '' ? [] : place.path.split('/');
  const others = folders.filter((one) => one !== place.folder);
  return (
    <div className="stack">
      <Breadcrumbs>
        <Anchor
          component="button"
          type="button"
          className="mono"
          onClick={() => onGo({ ...place, path: '' })}
        >
          {place.folder}
        </Anchor>
        {parts.map((part, at) => (
          <Anchor
            key={parts.slice(0, at + 1).join('/')}
            component="button"
            type="button"
            onClick={() => onGo({ ...place, path: parts.slice(0, at + 1).join('/') })}
          >
            {part}
          </Anchor>
        ))}
      </Breadcrumbs>
      {others.length > 0 && (
        <div className="row row-wrap">
          {others.map((folder) => (
            <Button key={folder} className="mono" onClick={() => onGo({ folder, path: '' })}>
              {folder}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

interface EntriesProps {
  readonly entries: readonly MediaEntry[];
  readonly picked: readonly string[];
  onPick(names: readonly string[]): void;
  onEnter(name: string): void;
}

function Entries({ entries, picked, onPick, onEnter }: EntriesProps) {
  const t = useTexts();
  const sounds = entries.filter(({ kind }) => kind === 'sound').map(({ name }) => name);
  if (entries.length === 0) return <p className="dim">{t.media.empty}</p>;
  const toggle = (name: string) =>
    onPick(picked.includes(name) ? picked.filter((one) => one !== name) : [...picked, name]);
  return (
    <div>
      {sounds.length > 1 && (
        <Checkbox
          size="xs"
          className="media-all"
          label={t.media.all({ count: sounds.length })}
          checked={picked.length === sounds.length}
          indeterminate={picked.length > 0 && picked.length < sounds.length}
          onChange={(event) => onPick(event.currentTarget.checked ? sounds : [])}
        />
      )}
      <ul className="media-entries" aria-label={t.media.title}>
        {entries.map(({ name, kind, bytes }) => (
          <li key={name} className="row">
            {kind === 'folder' ? (
              <Button
                variant="subtle"
                color="gray"
                leftSection={<IconFolder size={15} />}
                onClick={() => onEnter(name)}
              >
                {name}
              </Button>
            ) : (
              <Checkbox
                size="xs"
                className="spread"
                label={name}
                checked={picked.includes(name)}
                onChange={() => toggle(name)}
              />
            )}
            {bytes !== null && <span className="dim small number">{renderBytes(bytes)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** null while they are read. */
function useEntries(place: Place): readonly MediaEntry[] | null {
  const { call } = usePanel();
  const tell = useTellFailure();
  const [read, setRead] = useState<{ readonly place: Place; readonly entries: readonly MediaEntry[] } | null>(
    null,
  );
  useEffect(() => {
    let isWanted = true;
    call('media.list', place).then(({ entries }) => isWanted && setRead({ place, entries }), tell);
    return () => {
      isWanted = false;
    };
  }, [call, place, tell]);
  return read?.place === place ? read.entries : null;
}

function joinPath(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}
