import { Anchor, Checkbox, NativeSelect } from '@mantine/core';
import { settings as schema, type Settings } from '../../electron/contract/settings.ts';
import { Changes } from '../access/Changes.tsx';
import { DoorAddress } from '../doors/DoorAddress.tsx';
import { DoorExample } from '../doors/DoorExample.tsx';
import { DoorKeys } from '../doors/DoorKeys.tsx';
import { useHost } from '../state/panel.ts';
import { renderRoute } from '../state/route.ts';
import { useTexts } from '../texts/useTexts.ts';
import { TypedSetting } from './TypedSetting.tsx';
import { useSetting } from './useSetting.ts';

const here = '127.0.0.1';
const everywhere = '0.0.0.0';

/** The addresses programs use: whether there are any, who reaches them, and how they are called. */
export function Doors({ settings }: { readonly settings: Settings }) {
  const t = useTexts();
  const set = useSetting();
  const door = useHost((state) => state.doors.find(({ instanceId }) => instanceId === null));
  const parsePort = (text: string) => schema.shape.publicPort.safeParse(Number(text || NaN));
  const isHere = settings.publicHost === here;
  return (
    <>
      <Changes>
        <Checkbox
          size="xs"
          label={t.doors.isOn}
          description={t.doors.isOnHint}
          checked={settings.publicDoor}
          onChange={(event) => set({ publicDoor: event.currentTarget.checked })}
        />
      </Changes>
      {door && (
        <div>
          <p className="label">{t.doors.fleetAddress}</p>
          <DoorAddress door={door} />
          {door.isExposed && door.state === 'open' && <p className="small door-exposed">{t.doors.exposed}</p>}
        </div>
      )}
      {door?.state === 'open' && <DoorExample door={door} />}
      <Anchor className="small" href={renderRoute({ room: 'requests' })}>
        {t.requests.open}
      </Anchor>
      <Changes>
        {settings.publicDoor && (
          <>
            <TypedSetting
              label={t.doors.port}
              description={t.doors.portHint}
              value={String(settings.publicPort)}
              check={(text) => (parsePort(text).success ? null : t.doors.portWrong)}
              onSave={(text) => set({ publicPort: parsePort(text).data ?? settings.publicPort })}
            />
            <NativeSelect
              label={t.doors.where}
              value={isHere ? here : settings.publicHost}
              onChange={(event) => set({ publicHost: event.currentTarget.value })}
              data={[
                { value: here, label: t.doors.wheres.here },
                { value: isHere ? everywhere : settings.publicHost, label: t.doors.wheres.everywhere },
              ]}
            />
          </>
        )}
        <Checkbox
          size="xs"
          label={t.doors.own}
          description={t.doors.ownHint}
          checked={settings.instanceDoors}
          onChange={(event) => set({ instanceDoors: event.currentTarget.checked })}
        />
        <DoorKeys />
      </Changes>
    </>
  );
}
