import { memo, useMemo } from 'react';
import type { InstanceSpec, InstanceView } from '../../electron/contract/instance.ts';
import { renderClock, renderMemory, renderSpeed } from '../figures/figures.ts';
import { CauseNote } from '../instance/CauseNote.tsx';
import { InstanceActions } from '../instance/InstanceActions.tsx';
import { PhaseLine } from '../instance/PhaseLine.tsx';
import { PlaceNote } from '../instance/PlaceNote.tsx';
import { RestartHint } from '../instance/RestartHint.tsx';
import { DeviceLabel } from '../cards/DeviceLabel.tsx';
import { useSlowUsage } from '../charts/useSlowUsage.ts';
import { Dot } from '../parts/Dot.tsx';
import { Figure } from '../parts/Figure.tsx';
import { Sparkline } from '../parts/Sparkline.tsx';
import { useHost } from '../state/panel.ts';
import { renderRoute } from '../state/route.ts';
import { pickUsage } from '../state/usage.ts';
import { useTexts } from '../texts/useTexts.ts';

const sparkWindowMs = 10 * 60_000;

/** An instance's line; drawn again only when it changed. */
export const InstanceRow = memo(function InstanceRow({ instance }: { readonly instance: InstanceView }) {
  const t = useTexts();
  const { spec, speedX, queuedS } = instance;
  return (
    <tbody>
      <tr>
        <th scope="row">
          <a className="instance-name" href={renderRoute({ room: 'instance', id: spec.id, tab: 'work' })}>
            <Dot colour={spec.colour} />
            <span className="one-line">{spec.name}</span>
          </a>
        </th>
        <td data-label={t.columns.phase}>
          <PhaseLine instance={instance} />
        </td>
        <DeviceCell instance={instance} />
        <ModelCell instance={instance} />
        <td data-label={t.columns.memory}>
          <span className="memory-cell">
            <MemorySpark spec={spec} />
            <MemoryFigures instance={instance} />
          </span>
        </td>
        <td data-label={t.columns.speed} className="number">
          <Figure value={speedX === null ? null : renderSpeed(speedX)} />
        </td>
        <td data-label={t.columns.queued} className="number">
          {renderClock(queuedS)}
        </td>
        <td className="actions">
          <InstanceActions instance={instance} />
        </td>
      </tr>
      {(instance.cause !== null || instance.needsRestart) && (
        <tr className="instance-note">
          <td colSpan={8}>
            {instance.cause && <CauseNote cause={instance.cause} />}
            <PlaceNote instance={instance} />
            {instance.needsRestart && <RestartHint id={spec.id} />}
          </td>
        </tr>
      )}
    </tbody>
  );
});

function DeviceCell({ instance }: { readonly instance: InstanceView }) {
  const t = useTexts();
  const { spec, threads } = instance;
  return (
    <td data-label={t.columns.deviceThreads}>
      <span className="device-cell">
        <DeviceLabel device={spec.device} />
        <span className="dim">· {threads ?? spec.threads ?? t.instance.auto}</span>
      </span>
    </td>
  );
}

function ModelCell({ instance }: { readonly instance: InstanceView }) {
  const t = useTexts();
  const { spec, precision } = instance;
  const model = useHost(({ models }) => models.find((one) => one.id === spec.modelId)?.name);
  const asked = spec.precision === 'auto' ? t.instance.auto : spec.precision;
  return (
    <td data-label={t.columns.model}>
      <span className="model-cell">
        <span className="one-line" title={model}>
          {model ?? spec.modelId}
        </span>
        <span className="dim">{precision ?? asked}</span>
      </span>
    </td>
  );
}

/** On a card its share of it, with the box's memory under it; on the CPU the box's alone. */
function MemoryFigures({ instance: { spec, vram, rssMiB } }: { readonly instance: InstanceView }) {
  const t = useTexts();
  const own = rssMiB === null ? null : renderMemory(rssMiB);
  if (spec.device.kind === 'cpu') return <Figure value={own} />;
  return (
    <span className="memory-figures">
      <span>
        <Figure value={vram && renderMemory(vram.memoryMiB)} />
        {vram && vram.basis !== 'measured' && <span className="dim small"> {t.gpus.bases[vram.basis]}</span>}
      </span>
      {own !== null && (
        <span className="dim small">
          {t.instance.ram} {own}
        </span>
      )}
    </span>
  );
}

const sparkPoints = 40;

function MemorySpark({ spec }: { readonly spec: InstanceSpec }) {
  const { usage } = useSlowUsage(sparkWindowMs / sparkPoints, true);
  const values = useMemo(() => {
    const toMs = usage.at(-1)?.at ?? 0;
    const picked = pickUsage(usage, { fromMs: toMs - sparkWindowMs, toMs, count: sparkPoints });
    return picked.map((sample) => {
      const own = sample.instances.find((one) => one.id === spec.id);
      return (spec.device.kind === 'cpu' ? own?.rssMiB : own?.vramMiB) ?? null;
    });
  }, [usage, spec.id, spec.device.kind]);
  return <Sparkline values={values} colour={spec.colour} />;
}
