import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconCopyPlus,
  IconDotsVertical,
  IconPencil,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { mayOrder, type InstanceOrder, type InstanceView } from '../../electron/contract/instance.ts';
import { Changes } from '../access/Changes.tsx';
import { InstanceForm } from '../fleet/InstanceForm.tsx';
import { Confirm } from '../parts/Confirm.tsx';
import { useAct } from '../parts/useAct.tsx';
import { useStarter } from '../start/StartProvider.tsx';
import { useTexts } from '../texts/useTexts.ts';

/** Start, stop and restart of an instance, and a menu with the rarer acts. */
export function InstanceActions({ instance }: { readonly instance: InstanceView }) {
  const t = useTexts();
  const { act, isActing } = useAct();
  const starter = useStarter();
  const [dialog, setDialog] = useState<'edit' | 'remove' | null>(null);
  const { id, name } = instance.spec;
  const may = (order: InstanceOrder) => mayOrder(order, instance.phase);
  const canStart = may('start');
  const close = () => setDialog(null);
  return (
    <span className="row instance-actions">
      <Changes>
        <Tooltip label={canStart ? t.instance.start : t.instance.stop}>
          <ActionIcon
            variant="default"
            disabled={isActing || (!canStart && !may('stop'))}
            onClick={() => void (canStart ? starter.start(instance.spec) : act('instances.stop', { id }))}
            aria-label={`${canStart ? t.instance.start : t.instance.stop} ${name}`}
          >
            {canStart ? <IconPlayerPlay size={15} /> : <IconPlayerStop size={15} />}
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t.instance.restart}>
          <ActionIcon
            variant="default"
            disabled={isActing || !may('restart')}
            onClick={() => void act('instances.restart', { id })}
            aria-label={`${t.instance.restart} ${name}`}
          >
            <IconRefresh size={15} />
          </ActionIcon>
        </Tooltip>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={`${t.common.more}: ${name}`}>
              <IconDotsVertical size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setDialog('edit')}>
              {t.instance.edit}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconCopyPlus size={15} />}
              onClick={() => void act('instances.duplicate', { id })}
            >
              {t.instance.duplicate}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item
              className="danger"
              leftSection={<IconTrash size={15} />}
              onClick={() => setDialog('remove')}
            >
              {t.instance.remove}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Changes>
      <InstanceForm isOpen={dialog === 'edit'} edited={instance} onClose={close} />
      <Confirm
        isOpen={dialog === 'remove'}
        title={t.instance.removeTitle({ name })}
        action={t.instance.remove}
        onConfirm={() => void act('instances.remove', { id })}
        onClose={close}
      >
        {t.instance.removeText}
      </Confirm>
    </span>
  );
}
