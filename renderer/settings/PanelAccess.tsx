import { NativeSelect, Textarea } from '@mantine/core';
import { settings as schema, type Settings } from '../../electron/contract/settings.ts';
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
      <Names names={settings.allowedHosts} onSave={(allowedHosts) => set({ allowedHosts })} />
    </>
  );
}

interface NamesProps {
  readonly names: readonly string[];
  onSave(names: string[]): void;
}

function Names({ names, onSave }: NamesProps) {
  const t = useTexts();
  const parse = (text: string) => schema.shape.allowedHosts.safeParse(text.split(/[\s,]+/).filter(Boolean));
  const { shown, error, type, save } = useTyped({
    value: names.join('\n'),
    check: (text) => (parse(text).success ? null : t.access.namesWrong),
    onSave: (text) => onSave(parse(text).data ?? [...names]),
  });
  return (
    <Textarea
      label={t.access.names}
      description={t.access.namesHint}
      autosize
      minRows={1}
      value={shown}
      error={error}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={save}
    />
  );
}
