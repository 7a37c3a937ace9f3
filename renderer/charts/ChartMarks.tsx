import { Tooltip } from '@mantine/core';
import { memo } from 'react';
import type { FleetMark } from '../../electron/contract/machine.ts';
import { renderTimeOfDay } from '../figures/figures.ts';
import type { Texts } from '../texts/en.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';
import { markTones, type MarkGroup } from './chartMarks.ts';
import { markIcons } from './markIcons.ts';
import { plotMargin } from './plotMargin.ts';

export interface ChartMarksProps {
  readonly groups: readonly MarkGroup[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Names of instances by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** What happened, as marks over a chart: each with a line down, and its words when pointed at or reached by keyboard. */
export const ChartMarks = memo(function ChartMarks({ groups, fromMs, toMs, names }: ChartMarksProps) {
  const t = useTexts();
  const language = useLanguage();
  return (
    <ul
      className="chart-marks"
      style={{ left: plotMargin.leftPx, right: plotMargin.rightPx }}
      aria-label={t.chart.events}
    >
      {groups.map((group) => {
        const lines = group.marks.map(
          (mark) => `${renderTimeOfDay(mark.at, language)} ${renderMark(mark, names, t)}`,
        );
        const Icon = markIcons[planLoudest(group)];
        return (
          <li key={group.at} style={{ left: `${((group.at - fromMs) / (toMs - fromMs)) * 100}%` }}>
            <Tooltip
              label={<MarkLines lines={lines} />}
              openDelay={80}
              events={{ hover: true, focus: true, touch: true }}
            >
              <button type="button" className={`chart-mark tone-${group.tone}`} aria-label={lines.join('; ')}>
                <Icon size={13} stroke={2} aria-hidden="true" />
              </button>
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
});

function MarkLines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </>
  );
}

/** What happened and to whom. */
export function renderMark(mark: FleetMark, names: ReadonlyMap<string, string>, t: Texts): string {
  const word = t.marks[mark.kind];
  if (mark.instanceId === null) return word;
  return t.chart.eventOf({ event: word, name: names.get(mark.instanceId) ?? mark.instanceId });
}

function planLoudest({ marks, tone }: MarkGroup): FleetMark['kind'] {
  return (marks.find(({ kind }) => markTones[kind] === tone) ?? marks[0])?.kind ?? 'started';
}
