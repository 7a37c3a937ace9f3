import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { InstanceView } from '../../electron/contract/instance.ts';
import { Changes } from '../access/Changes.tsx';
import { EmptyHint } from '../parts/EmptyHint.tsx';
import { useTexts } from '../texts/useTexts.ts';
import { InstanceRow } from './InstanceRow.tsx';

export interface InstanceTableProps {
  readonly instances: readonly InstanceView[];
  onCreate(): void;
}

/** Every instance in a line of its own. */
export function InstanceTable({ instances, onCreate }: InstanceTableProps) {
  const t = useTexts();
  if (instances.length === 0) {
    return (
      <section className="card wide" aria-label={t.fleet.instances}>
        <EmptyHint title={t.fleet.empty} hint={t.fleet.emptyHint}>
          <Changes>
            <Button variant="filled" leftSection={<IconPlus size={14} />} onClick={onCreate}>
              {t.fleet.create}
            </Button>
          </Changes>
        </EmptyHint>
      </section>
    );
  }
  return (
    <section className="card wide instance-card" aria-label={t.fleet.instances}>
      <table className="instances">
        <thead>
          <tr>
            <th scope="col">{t.columns.name}</th>
            <th scope="col">{t.columns.phase}</th>
            <th scope="col">{t.columns.deviceThreads}</th>
            <th scope="col">{t.columns.model}</th>
            <th scope="col">{t.columns.memory}</th>
            <th scope="col" className="number" title={t.columns.speedHint}>
              {t.columns.speed}
            </th>
            <th scope="col" className="number" title={t.columns.queuedHint}>
              {t.columns.queued}
            </th>
            <th scope="col">
              <span className="hidden-visually">{t.columns.actions}</span>
            </th>
          </tr>
        </thead>
        {instances.map((instance) => (
          <InstanceRow key={instance.spec.id} instance={instance} />
        ))}
      </table>
    </section>
  );
}
