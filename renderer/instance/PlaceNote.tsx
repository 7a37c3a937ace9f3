import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArrowRight, IconHourglass } from '@tabler/icons-react';
import type { InstanceView } from '../../electron/contract/instance.ts';
import { DeviceLabel } from '../cards/DeviceLabel.tsx';
import { useStarter } from '../start/StartProvider.tsx';
import { useTexts } from '../texts/useTexts.ts';

/** Where an instance was ordered and where it sits, when they differ; what a blocked one waits for. */
export function PlaceNote({ instance }: { readonly instance: InstanceView }) {
  const t = useTexts();
  const starter = useStarter();
  const { spec, phase, gpuUuid, cause } = instance;
  if (phase === 'mispinned') {
    const isElsewhere = gpuUuid !== null && spec.device.kind !== 'cpu' && gpuUuid !== spec.device.uuid;
    return (
      <p className="place-note tone-bad">
        <IconAlertTriangle size={15} aria-hidden="true" />
        <span>{t.instance.ordered}</span>
        <DeviceLabel device={spec.device} />
        <IconArrowRight size={14} aria-hidden="true" />
        <span>{t.instance.sits}</span>
        {isElsewhere ? (
          <DeviceLabel device={{ kind: 'gpu', uuid: gpuUuid }} />
        ) : (
          <strong>{instance.deviceName ?? t.instance.sitsUnknown}</strong>
        )}
      </p>
    );
  }
  if (phase !== 'blocked' || !cause) return null;
  const waits = cause.class in t.instance.waitsFor;
  return (
    <p className="place-note">
      <IconHourglass size={15} aria-hidden="true" />
      <span>
        {waits
          ? t.instance.waitsFor[cause.class as keyof typeof t.instance.waitsFor]
          : t.instance.waitsForYou}
      </span>
      <DeviceLabel device={spec.device} />
      {cause.class === 'gpu-memory' && (
        <Button onClick={() => void starter.showHolders(spec)}>{t.admissions.whoHolds}</Button>
      )}
    </p>
  );
}
