import type { InstanceView } from '../../electron/contract/instance.ts';
import { renderClock, renderMemory, renderSpeed } from '../figures/figures.ts';
import { CauseNote } from '../instance/CauseNote.tsx';
import { InstanceActions } from '../instance/InstanceActions.tsx';
import { PhaseLine } from '../instance/PhaseLine.tsx';
import { RestartHint } from '../instance/RestartHint.tsx';
import { Dot } from '../parts/Dot.tsx';
import { Figure } from '../parts/Figure.tsx';
import { Sparkline } from '../parts/Sparkline.tsx';
import { useHost, useUsage } from '../state/panel.ts';
import { renderRoute } from '../state/route.ts';
import { pickUsage } from '../state/usage.ts';
import { useTexts } from '../texts/useTexts.ts';

const sparkWindowMs = 10 * 60_000;

export function InstanceRow({ instance }: { readonly instance: InstanceView }) {
  const t = useTexts();
  const { spec, rssMiB, speedX, queuedS } = instance;
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
            <MemorySpark instance={instance} />
            <Figure value={rssMiB === null ? null : renderMemory(rssMiB)} />
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
      {(instance.cause ?? instance.needsRestart) && (
        <tr className="instance-note">
          <td colSpan={8}>
            {instance.cause && <CauseNote cause={instance.cause} />}
            {instance.needsRestart && <RestartHint id={spec.id} />}
          </td>
        </tr>
      )}
    </tbody>
  );
}

function DeviceCell({ instance }: { readonly instance: InstanceView }) {
  const t = useTexts();
  const { spec, threads, deviceName } = instance;
  const device = deviceName ?? (spec.device.kind === 'cpu' ? t.instance.cpu : spec.device.uuid);
  return (
    <td data-label={t.columns.deviceThreads}>
      {device}
      <span className="dim"> · {threads ?? spec.threads ?? t.instance.auto}</span>
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

function MemorySpark({ instance }: { readonly instance: InstanceView }) {
  const samples = useUsage();
  const toMs = samples.at(-1)?.at ?? 0;
  const picked = pickUsage(samples, { fromMs: toMs - sparkWindowMs, toMs, count: 40 });
  const values = picked.map(
    (sample) => sample.instances.find((one) => one.id === instance.spec.id)?.rssMiB ?? null,
  );
  return <Sparkline values={values} colour={instance.spec.colour} />;
}
