import { Button } from '@mantine/core';
import { IconRefreshAlert } from '@tabler/icons-react';
import { Changes } from '../access/Changes.tsx';
import { useAct } from '../parts/useAct.tsx';
import { useTexts } from '../texts/useTexts.ts';

/** The spec was edited and the running worker does not have it yet. */
export function RestartHint({ id }: { readonly id: string }) {
  const t = useTexts();
  const { act, isActing } = useAct();
  return (
    <div className="row restart-hint tone-warn">
      <IconRefreshAlert size={15} aria-hidden="true" />
      <span className="spread">{t.instance.needsRestart}</span>
      <Changes>
        <Button disabled={isActing} onClick={() => void act('instances.restart', { id })}>
          {t.instance.restartNow}
        </Button>
      </Changes>
    </div>
  );
}
