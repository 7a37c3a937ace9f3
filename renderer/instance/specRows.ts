import type { InstanceSpec, InstanceView } from '../../electron/contract/instance.ts';
import type { ModelView } from '../../electron/contract/model.ts';
import { planDevice } from '../cards/planDevice.ts';
import type { CardName } from '../state/placed.ts';
import type { Texts } from '../texts/en.ts';

/** One value of an instance: what was asked, and what is in use; undefined where the two cannot differ. */
export interface SpecRow {
  readonly label: string;
  readonly asked: string;
  /** null: not known (yet). */
  readonly now?: string | null;
  readonly isPath?: boolean;
}

interface SpecContext {
  readonly model: ModelView | undefined;
  readonly cards: readonly CardName[];
  readonly t: Texts;
}

/** What only a worker on a card has. */
function planCardRows(spec: InstanceSpec, t: Texts): readonly SpecRow[] {
  const { vramLimitMiB, cudaGraphs } = spec;
  return [
    {
      label: t.form.vramLimit,
      asked: vramLimitMiB === null ? t.common.none : `${vramLimitMiB} MiB`,
    },
    ...(spec.engine === 'funasr'
      ? [{ label: t.form.cudaGraphs, asked: cudaGraphs ? t.common.yes : t.common.no }]
      : []),
  ];
}

export function planSpecRows(instance: InstanceView, { model, cards, t }: SpecContext): readonly SpecRow[] {
  const { spec } = instance;
  const device = planDevice(spec.device, cards, t);
  const numberOrNull = (value: number | null) => (value === null ? null : String(value));
  const env = Object.entries(spec.env).map(([name, value]) => `${name}=${value}`);
  return [
    {
      label: t.form.device,
      asked: device.index === null ? device.name : `${device.index} · ${device.name}`,
      now: instance.deviceName,
    },
    ...(spec.device.kind === 'cpu'
      ? []
      : [{ label: t.spec.uuid, asked: spec.device.uuid, now: instance.gpuUuid, isPath: true }]),
    { label: t.form.engine, asked: t.form.engines[spec.engine] },
    { label: t.form.model, asked: model?.name ?? spec.modelId },
    { label: t.spec.model, asked: model?.dir ?? t.common.unknown, isPath: true },
    { label: t.form.precision, asked: t.form.precisions[spec.precision], now: instance.precision },
    {
      label: t.form.threads,
      asked: spec.threads === null ? t.instance.auto : String(spec.threads),
      now: numberOrNull(instance.threads),
    },
    { label: t.form.batchSizeS, asked: `${spec.batchSizeS} s` },
    ...(spec.device.kind === 'cpu' ? [] : planCardRows(spec, t)),
    { label: t.form.port, asked: String(spec.port) },
    { label: t.form.autoStart, asked: spec.autoStart ? t.common.yes : t.common.no },
    { label: t.form.restart, asked: t.form.restarts[spec.restart] },
    {
      label: t.spec.python,
      asked: spec.pythonPath ?? t.spec.pythonDefault,
      isPath: spec.pythonPath !== null,
    },
    { label: t.spec.env, asked: env.length > 0 ? env.join(' ') : t.common.none, isPath: env.length > 0 },
    { label: t.spec.pid, asked: '', now: numberOrNull(instance.pid) },
    { label: t.spec.run, asked: '', now: instance.runId },
  ];
}
