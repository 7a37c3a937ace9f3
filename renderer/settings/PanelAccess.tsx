import { NativeSelect, Textarea } from '@mantine/core';
import { settings as schema, type Settings } from '../../electron/contract/settings.ts';
import { Changes } from '../access/Changes.tsx';
import { CommandLine } from '../parts/CommandLine.tsx';
import { useAccess } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { useSetting } from './useSetting.ts';
import { useTyped } from './useTyped.ts';

const here = '127.0.0.1';
const everywhere = '0.0.0.0';

/** Who reaches the panel, and under which names. */
export function PanelAccess({ settings }: { readonly settings: Settings }) {
  const t = useTexts();
  const set = useSetting();
  const panel = useAccess()?.panel ?? null;
  const isHere = settings.panelHost === here;
  return (
    <>
      {panel && (
        <div>
          <p className="label">{t.access.address}</p>
          <CommandLine command={panel.url} label={t.doors.copyAddress} />
        </div>
      )}
      <Changes>
        <NativeSelect
          label={t.access.where}
          description={t.access.whereHint}
          value={isHere ? here : settings.panelHost}
          onChange={(event) => set({ panelHost: event.currentTarget.value })}
          data={[
            { value: here, label: t.access.wheres.here },
            { value: isHere ? everywhere : settings.panelHost, label: t.access.wheres.everywhere },
          ]}
        />
        <Lines
          label={t.access.names}
          hint={t.access.namesHint}
          wrong={t.access.namesWrong}
          lines={settings.allowedHosts}
          parse={(lines) => schema.shape.allowedHosts.safeParse(lines).data ?? null}
          onSave={(allowedHosts) => set({ allowedHosts })}
        />
        <Lines
          label={t.media.folders}
          hint={t.media.foldersHint}
          wrong={t.media.foldersWrong}
          lines={settings.mediaFolders}
          parse={(lines) =>
            lines.every(isWhole) ? (schema.shape.mediaFolders.safeParse(lines).data ?? null) : null
          }
          onSave={(mediaFolders) => set({ mediaFolders })}
        />
      </Changes>
    </>
  );
}

/** From the root of a disk on. */
function isWhole(path: string): boolean {
  return /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(path);
}

interface LinesProps {
  readonly label: string;
  readonly hint: string;
  readonly wrong: string;
  readonly lines: readonly string[];
  /** null: not as they should be. */
  parse(lines: string[]): string[] | null;
  onSave(lines: string[]): void;
}

/** A setting of several values, one a line. */
function Lines({ label, hint, wrong, lines, parse, onSave }: LinesProps) {
  const split = (text: string) =>
    parse(
      text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    );
  const { shown, error, type, save } = useTyped({
    value: lines.join('\n'),
    check: (text) => (split(text) ? null : wrong),
    onSave: (text) => onSave(split(text) ?? [...lines]),
  });
  return (
    <Textarea
      label={label}
      description={hint}
      autosize
      minRows={1}
      value={shown}
      error={error}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={save}
    />
  );
}
