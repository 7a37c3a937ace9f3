import { IconAlertTriangle } from '@tabler/icons-react';
import type { Admission, CardView } from '../../electron/contract/gpu.ts';
import { planDevice } from '../cards/planDevice.ts';
import { shortenUuid } from '../cards/shortenUuid.ts';
import { renderGiB, renderMemory } from '../figures/figures.ts';
import { useHost } from '../state/panel.ts';
import { useCardNames, type CardName } from '../state/placed.ts';
import { useTexts } from '../texts/useTexts.ts';
import { parseDevice } from './deviceField.ts';
import { useAdmissions, type AdmissionAsk } from './useAdmissions.ts';
import { VerdictMark } from './VerdictMark.tsx';

export interface DevicePickerProps {
  readonly value: string;
  readonly ask: AdmissionAsk;
  /** The ONNX engine computes on the CPU whatever card it is given. */
  readonly isCpuEngine: boolean;
  onChange(value: string): void;
}

/** The CPU, every card and every slice, each with what is free on it and whether this instance would fit. */
export function DevicePicker({ value, ask, isCpuEngine, onChange }: DevicePickerProps) {
  const t = useTexts();
  const cards = useCardNames();
  const isSimulated = useHost(({ gpus }) => gpus.isSimulated) ?? false;
  const admissions = useAdmissions(cards, ask);
  const values = planValues(value, cards);
  return (
    <fieldset className="devices">
      <legend>{t.form.device}</legend>
      <div className="device-list">
        {values.map((one) => (
          <label key={one} className="device-choice" data-chosen={one === value || undefined}>
            <input type="radio" name="device" checked={one === value} onChange={() => onChange(one)} />
            <DeviceWords value={one} cards={cards} />
            {admissions.get(one) && <VerdictMark verdict={(admissions.get(one) as Admission).verdict} />}
          </label>
        ))}
      </div>
      {cards.length === 0 && <p className="dim small">{t.form.gpuNone}</p>}
      {value !== 'cpu' && isCpuEngine && !isSimulated && (
        <p className="device-warning small tone-warn">
          <IconAlertTriangle size={14} aria-hidden="true" />
          <span>{t.form.cpuEngine}</span>
        </p>
      )}
      <Need admission={admissions.get(value)} />
    </fieldset>
  );
}

/** What is set now is never hidden, even where its card is gone. */
function planValues(value: string, cards: readonly CardName[]): readonly string[] {
  const values = [
    'cpu',
    ...cards.flatMap(({ uuid, slices }) => [
      ...(slices.length === 0 ? [`gpu:${uuid}`] : []),
      ...slices.map((slice) => `mig:${slice.uuid}`),
    ]),
  ];
  return values.includes(value) ? values : [...values, value];
}

function DeviceWords({ value, cards }: { readonly value: string; readonly cards: readonly CardName[] }) {
  const t = useTexts();
  const device = parseDevice(value);
  const { index, name, isMissing } = planDevice(device, cards, t);
  const uuid = device.kind === 'cpu' ? null : device.uuid;
  return (
    <span className="device spread">
      {index !== null && <span className="gpu-index">{index}</span>}
      <span className="one-line">{name}</span>
      {uuid !== null && !isMissing && (
        <span className="dim small mono one-line device-uuid" title={uuid}>
          {shortenUuid(uuid)}
        </span>
      )}
      {isMissing && <span className="dim small">{t.gpus.notHere}</span>}
      {device.kind === 'gpu' && <FreeNow uuid={device.uuid} />}
    </span>
  );
}

export function FreeNow({ uuid }: { readonly uuid: string }) {
  const t = useTexts();
  const free = useHost(({ gpus }) => renderFree(gpus.cards.find(({ reading }) => reading.uuid === uuid)));
  return free ? (
    <span className="dim small device-free">
      {free} {t.gpus.free}
    </span>
  ) : null;
}

function renderFree(card: CardView | undefined): string | null {
  if (!card || typeof card.ledger.freeMiB !== 'number' || typeof card.ledger.totalMiB !== 'number')
    return null;
  return `${renderGiB(card.ledger.freeMiB)} / ${renderGiB(card.ledger.totalMiB)} GiB`;
}

function Need({ admission }: { readonly admission: Admission | undefined }) {
  const t = useTexts();
  if (!admission) return null;
  return (
    <p className="dim small">
      {t.admissions.need} {renderMemory(admission.needMiB)} ({t.admissions.needBases[admission.needBasis]})
    </p>
  );
}
