import { NativeSelect } from '@mantine/core';
import type { JobTarget } from '../../electron/contract/job.ts';
import { useHost } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';

interface TargetChoiceProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly target: JobTarget;
  onChoose(target: JobTarget): void;
}

/** The fleet, or one instance by its name. */
export function TargetChoice({ label, isLabelHidden = false, target, onChoose }: TargetChoiceProps) {
  const t = useTexts();
  const specs = useHost((state) => state.instances)?.map(({ spec }) => spec) ?? [];
  const id = target.kind === 'instance' ? target.instanceId : null;
  const goneId = specs.some((spec) => spec.id === id) ? null : id;
  return (
    <NativeSelect
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      value={id ?? ''}
      onChange={({ currentTarget: { value } }) =>
        onChoose(value === '' ? { kind: 'fleet' } : { kind: 'instance', instanceId: value })
      }
      data={[
        { value: '', label: t.watches.fleet },
        ...specs.map((spec) => ({ value: spec.id, label: spec.name })),
        // An instance that is gone: nobody takes the files, which the choice must not hide.
        ...(goneId === null ? [] : [{ value: goneId, label: goneId }]),
      ]}
    />
  );
}
