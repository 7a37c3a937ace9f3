import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { DoorAddress } from '../doors/DoorAddress.tsx';
import { useHost } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';

/** Where programs and people reach this instance alone. */
export function OwnDoor({ id }: { readonly id: string }) {
  const t = useTexts();
  const door = useHost((state) => state.doors.find(({ instanceId }) => instanceId === id));
  return (
    <section className="card" aria-label={t.doors.ownTitle}>
      <div className="card-head">
        <h2>{t.doors.ownTitle}</h2>
        {door?.state === 'open' && (
          <Button
            size="xs"
            component="a"
            href={door.url}
            target="_blank"
            rel="noreferrer"
            leftSection={<IconExternalLink size={14} />}
          >
            {t.doors.openPage}
          </Button>
        )}
      </div>
      <div className="card-body">
        {door ? <DoorAddress door={door} /> : <p className="dim">{t.doors.ownOff}</p>}
        {door?.state === 'open' && <p className="dim small">{t.doors.ownNote}</p>}
      </div>
    </section>
  );
}
