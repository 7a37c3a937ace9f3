import type { DeviceChoice } from '../../electron/contract/instance.ts';
import { useCardNames } from '../state/placed.ts';
import { useTexts } from '../texts/useTexts.ts';
import { planDevice } from './planDevice.ts';

export interface DeviceLabelProps {
  readonly device: DeviceChoice;
}

/** A device as people name it: the card's index and name, the slice's profile, or the CPU. */
export function DeviceLabel({ device }: DeviceLabelProps) {
  const t = useTexts();
  const cards = useCardNames();
  const { index, name, isMissing } = planDevice(device, cards, t);
  return (
    <span className="device" title={device.kind === 'cpu' ? undefined : device.uuid}>
      {index !== null && <span className="gpu-index">{index}</span>}
      <span className="one-line">{name}</span>
      {isMissing && <span className="dim small">{t.gpus.notHere}</span>}
    </span>
  );
}
