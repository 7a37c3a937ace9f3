import { Skeleton } from '@mantine/core';
import type { InstanceView } from '../../electron/contract/instance.ts';
import { renderClock, renderMemory, renderPercent, renderSpeed } from '../figures/figures.ts';
import { Dot } from '../parts/Dot.tsx';
import { EmptyHint } from '../parts/EmptyHint.tsx';
import { DeviceLabel } from '../cards/DeviceLabel.tsx';
import { Figure } from '../parts/Figure.tsx';
import { useNow } from '../parts/useNow.ts';
import { useHost } from '../state/panel.ts';
import { instanceTabs, renderRoute, type InstanceTabName } from '../state/route.ts';
import type { Texts } from '../texts/en.ts';
import { useTexts } from '../texts/useTexts.ts';
import { CauseNote } from './CauseNote.tsx';
import { InstanceActions } from './InstanceActions.tsx';
import { LogTab } from './LogTab.tsx';
import { PhaseLine } from './PhaseLine.tsx';
import { PlaceNote } from './PlaceNote.tsx';
import { PrecisionNote } from './PrecisionNote.tsx';
import { RestartHint } from './RestartHint.tsx';
import { SafeBatchNote } from './SafeBatchNote.tsx';
import { SpecTab } from './SpecTab.tsx';
import { WorkTab } from './WorkTab.tsx';

export interface InstanceRoomProps {
  readonly id: string;
  readonly tab: InstanceTabName;
}

/** One instance: its work, its log, and what it is made of. */
export function InstanceRoom({ id, tab }: InstanceRoomProps) {
  const t = useTexts();
  const isKnown = useHost(() => true) ?? false;
  const instance = useHost((state) => state.instances.find((one) => one.spec.id === id));
  if (!isKnown) return <Skeleton height={300} aria-label={t.common.loading} />;
  if (!instance) {
    return (
      <EmptyHint isWhole title={t.instance.notFound}>
        <a href={renderRoute({ room: 'fleet' })}>{t.instance.toFleet}</a>
      </EmptyHint>
    );
  }
  return (
    <div className="instance-room">
      <InstanceHead instance={instance} />
      {instance.cause && <CauseNote cause={instance.cause} />}
      <PlaceNote instance={instance} />
      <PrecisionNote instance={instance} />
      <SafeBatchNote instance={instance} />
      {instance.needsRestart && <RestartHint id={id} />}
      <nav className="tabs" aria-label={t.instance.tabsLabel}>
        {instanceTabs.map((name) => (
          <a
            key={name}
            href={renderRoute({ room: 'instance', id, tab: name })}
            aria-current={name === tab ? 'page' : undefined}
          >
            {t.instance.tabs[name]}
          </a>
        ))}
      </nav>
      {tab === 'work' && <WorkTab instance={instance} />}
      {tab === 'log' && <LogTab id={id} currentRun={instance.runId} />}
      {tab === 'spec' && <SpecTab instance={instance} />}
    </div>
  );
}

function InstanceHead({ instance }: { readonly instance: InstanceView }) {
  const t = useTexts();
  const { spec, speedX, filling, rssMiB, vram, queuedS, phaseSince, restarts } = instance;
  const now = useNow(1000);
  return (
    <div className="room-head instance-head">
      <Dot colour={spec.colour} />
      <h1 className="one-line">{spec.name}</h1>
      <PhaseLine instance={instance} />
      <DeviceLabel device={spec.device} />
      <span className="dim small">
        {t.instance.since({ span: renderClock((now - phaseSince) / 1000) })}
        {restarts > 0 && ` · ${t.instance.restarts({ count: restarts })}`}
      </span>
      <dl className="health instance-figures">
        <div>
          <dt>{t.columns.speed}</dt>
          <dd>
            <Figure value={speedX === null ? null : renderSpeed(speedX)} />
          </dd>
        </div>
        {spec.device.kind !== 'cpu' && (
          <div>
            <dt>{t.instance.vram}</dt>
            <dd>
              <Figure value={vram && renderMemory(vram.memoryMiB)} />
              {vram && <span className="dim small"> {t.gpus.bases[vram.basis]}</span>}
            </dd>
          </div>
        )}
        <div>
          <dt>{spec.device.kind === 'cpu' ? t.columns.memory : t.instance.ram}</dt>
          <dd>
            <Figure value={rssMiB === null ? null : renderMemory(rssMiB)} />
          </dd>
        </div>
        <div title={t.instance.batchesHint}>
          <dt>{t.instance.batches}</dt>
          <dd>
            <Figure value={filling && renderFilling(filling, t)} />
          </dd>
        </div>
        <div>
          <dt>{t.columns.queued}</dt>
          <dd>{renderClock(queuedS)}</dd>
        </div>
      </dl>
      <InstanceActions instance={instance} />
    </div>
  );
}

function renderFilling({ fill, padding }: NonNullable<InstanceView['filling']>, t: Texts): string {
  return t.instance.filling({ fill: renderPercent(fill), padding: renderPercent(padding) });
}
