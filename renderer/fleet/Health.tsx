import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconLoader2 } from '@tabler/icons-react';
import type { FrontsView } from '../../electron/contract/instance.ts';
import type { UsageSample } from '../../electron/contract/machine.ts';
import { renderGiB, renderMemory } from '../figures/figures.ts';
import { Figure } from '../parts/Figure.tsx';
import { StateMark, type Mark } from '../parts/StateMark.tsx';
import { useHost, useUsage } from '../state/panel.ts';
import type { Texts } from '../texts/en.ts';
import { useTexts } from '../texts/useTexts.ts';

/** One line on the box: the speech finders, and memory of the host and of the whole. */
export function Health() {
  const t = useTexts();
  const fronts = useHost((state) => state.fronts);
  const sample = useUsage().at(-1);
  const host = sample?.hostRssMiB ?? null;
  return (
    <dl className="health" aria-label={t.fleet.health}>
      <div>
        <Tooltip label={fronts?.failed ? fronts.failed.message : t.fleet.frontsHint} multiline maw={280}>
          <dt>{t.fleet.fronts}</dt>
        </Tooltip>
        <dd>{fronts && <StateMark mark={planMark(fronts)} word={t.fleet.frontsReady(fronts)} />}</dd>
      </div>
      <div>
        <dt>{t.fleet.hostRam}</dt>
        <dd>
          <Figure value={host === null ? null : renderMemory(host)} />
        </dd>
      </div>
      <div>
        <dt>{t.fleet.boxRam}</dt>
        <dd>
          <Figure value={sample ? renderBox(sample, t) : null} />
        </dd>
      </div>
    </dl>
  );
}

function renderBox({ ramUsedMiB, ramTotalMiB }: UsageSample, t: Texts): string | null {
  if (ramUsedMiB === null || ramTotalMiB === null) return null;
  return `${t.common.of({ part: renderGiB(ramUsedMiB), whole: renderGiB(ramTotalMiB) })} GiB`;
}

function planMark({ failed, ready, wanted }: FrontsView): Mark {
  if (failed) return { Icon: IconAlertTriangle, tone: 'bad' };
  if (ready < wanted) return { Icon: IconLoader2, tone: 'run', isMoving: true };
  return { Icon: IconCircleCheck, tone: 'ok' };
}
