import { Button, Skeleton } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { mayOrder, type InstanceOrder, type Phase } from '../../electron/contract/instance.ts';
import { Changes } from '../access/Changes.tsx';
import { CardRow } from '../cards/CardRow.tsx';
import { FleetHistory } from '../charts/FleetHistory.tsx';
import { LiveTextPanel } from '../instance/LiveTextPanel.tsx';
import { Queue } from '../jobs/Queue.tsx';
import { Confirm } from '../parts/Confirm.tsx';
import { DropZone } from '../parts/DropZone.tsx';
import { useAct } from '../parts/useAct.tsx';
import { useHost } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { Health } from './Health.tsx';
import { InstanceForm } from './InstanceForm.tsx';
import { InstanceTable } from './InstanceTable.tsx';
import { RestartAll } from './RestartAll.tsx';

/** The whole fleet: the box, its instances, the place to drop audio, and everything in the queue. */
export function FleetRoom() {
  const t = useTexts();
  const jobs = useHost((state) => state.jobs);
  const instances = useHost((state) => state.instances);
  const [isCreating, setCreating] = useState(false);
  const [watchedId, setWatched] = useState<string | null>(null);
  if (!jobs || !instances) return <FleetSkeleton />;
  return (
    <>
      <div className="room-head">
        <h1>{t.rooms.fleet}</h1>
        <Health />
        <FleetButtons onCreate={() => setCreating(true)} />
      </div>
      <div className="fleet-grid">
        <CardRow />
        <FleetHistory />
        <DropZone
          target={{ kind: 'fleet' }}
          hint={instances.length === 0 ? t.fleet.dropWithout : t.drop.fleetHint}
        />
        <InstanceTable instances={instances} onCreate={() => setCreating(true)} />
        <Queue
          title={t.fleet.queue}
          jobs={jobs}
          instanceId={null}
          watchedId={watchedId}
          onWatch={(id) => setWatched(id === watchedId ? null : id)}
          renderWatched={(id) => <LiveTextPanel jobId={id} isInline />}
          empty={{ title: t.jobs.empty, hint: instances.length === 0 ? t.jobs.firstHint : t.jobs.emptyHint }}
        />
      </div>
      <InstanceForm isOpen={isCreating} edited={null} onClose={() => setCreating(false)} />
    </>
  );
}

function FleetButtons({ onCreate }: { onCreate(): void }) {
  const t = useTexts();
  const { act, isActing } = useAct();
  const [isAsking, setAsking] = useState(false);
  const phases = useHost((state) => state.instances.map(({ phase }) => phase).join(' ')) ?? '';
  const hasAny = (order: InstanceOrder) =>
    phases !== '' && phases.split(' ').some((phase) => mayOrder(order, phase as Phase));
  return (
    <div className="row fleet-buttons">
      <Changes>
        <Button
          leftSection={<IconPlayerPlay size={14} />}
          disabled={isActing || !hasAny('start')}
          onClick={() => void act('fleet.start', {})}
        >
          {t.fleet.startAll}
        </Button>
        <Button
          leftSection={<IconPlayerStop size={14} />}
          disabled={isActing || !hasAny('stop')}
          onClick={() => setAsking(true)}
        >
          {t.fleet.stopAll}
        </Button>
        <RestartAll isDisabled={isActing || !hasAny('restart')} />
        <Button variant="filled" leftSection={<IconPlus size={14} />} onClick={onCreate}>
          {t.fleet.create}
        </Button>
      </Changes>
      <Confirm
        isOpen={isAsking}
        title={t.fleet.stopAllTitle}
        action={t.fleet.stopAll}
        onConfirm={() => void act('fleet.stop', {})}
        onClose={() => setAsking(false)}
      >
        {t.fleet.stopAllText}
      </Confirm>
    </div>
  );
}

function FleetSkeleton() {
  const t = useTexts();
  return (
    <div className="fleet-grid" aria-busy="true" aria-label={t.common.loading}>
      <Skeleton height={212} />
      <Skeleton height={212} />
      <Skeleton height={220} className="wide" />
      <Skeleton height={180} className="wide" />
    </div>
  );
}
