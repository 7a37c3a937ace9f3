import { ActionIcon, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { Confirm } from '../parts/Confirm.tsx';
import { useAct } from '../parts/useAct.tsx';
import { useTexts } from '../texts/useTexts.ts';

/** One instance after the other; how far it is, each one's phase shows. */
export function RestartAll({ isDisabled }: { readonly isDisabled: boolean }) {
  const t = useTexts();
  const { act } = useAct();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Tooltip label={t.fleet.restartAll}>
        <ActionIcon
          variant="default"
          size={30}
          disabled={isDisabled}
          onClick={() => setAsking(true)}
          aria-label={t.fleet.restartAll}
        >
          <IconRefresh size={15} />
        </ActionIcon>
      </Tooltip>
      <Confirm
        isOpen={isAsking}
        isSafe
        title={t.fleet.restartAllTitle}
        action={t.fleet.restartAll}
        onConfirm={() => void act('fleet.restart', {})}
        onClose={() => setAsking(false)}
      >
        {t.fleet.restartAllText}
      </Confirm>
    </>
  );
}
