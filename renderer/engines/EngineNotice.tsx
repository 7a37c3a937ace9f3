import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { InstanceSpec } from '../../electron/contract/instance.ts';
import { useHost } from '../state/panel.ts';
import { renderRoute } from '../state/route.ts';
import { useTexts } from '../texts/useTexts.ts';

/** Says where the chosen engine is not installed, and leads to where it is. */
export function EngineNotice({ engine }: { readonly engine: InstanceSpec['engine'] }) {
  const t = useTexts();
  const view = useHost((state) => state.engines.find((one) => one.engine === engine));
  if (!view || view.pythonPath !== null) return null;
  const name = t.engines.names[engine];
  const isUnderWay = view.install?.endedAt === null && !view.install.isDryRun;
  return (
    <div className="engine-notice" role="status">
      <IconAlertTriangle size={15} aria-hidden="true" />
      <p className="spread">{isUnderWay ? t.engines.noticeUnderWay({ name }) : t.engines.notice({ name })}</p>
      <Button size="xs" component="a" href={renderRoute({ room: 'settings', section: 'engines' })}>
        {t.engines.toEngines}
      </Button>
    </div>
  );
}
