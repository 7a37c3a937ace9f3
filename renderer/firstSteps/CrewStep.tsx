import { NativeSelect, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { DeviceLabel } from '../cards/DeviceLabel.tsx';
import { parseDevice } from '../fleet/deviceField.ts';
import { FreeNow } from '../fleet/DevicePicker.tsx';
import { DemoNotice } from '../parts/DemoNotice.tsx';
import { useTexts } from '../texts/useTexts.ts';
import type { CrewRow } from './planCrew.ts';
import type { Crew } from './useCrew.ts';

/** Which cards work, and how many instances each gets. */
export function CrewStep({ crew }: { readonly crew: Crew }) {
  const t = useTexts();
  if (!crew.hasLooked) return <Skeleton height={90} aria-label={t.firstSteps.looking} />;
  const hasCards = crew.rows.length > 1;
  const usesCards = crew.rows.some((row) => row.value !== 'cpu' && crew.wantedOf(row) > 0);
  const { model } = crew.kindOf({ kind: usesCards ? 'gpu' : 'cpu' });
  return (
    <>
      <p className="dim">{hasCards ? t.firstSteps.crewCards : t.firstSteps.crewCpu}</p>
      <ul className="crew">
        {crew.rows.map((row) => (
          <CrewLine key={row.value} row={row} crew={crew} />
        ))}
      </ul>
      {usesCards && !crew.hasCardEngine && (
        <p className="note-line small">
          <IconInfoCircle size={15} aria-hidden="true" />
          <span>{t.firstSteps.needsEngine}</span>
        </p>
      )}
      {model?.isDemo === true && (
        <div className="stack">
          <DemoNotice modelName={model.name} />
          <p className="dim small">{t.firstSteps.realModel}</p>
        </div>
      )}
    </>
  );
}

function CrewLine({ row, crew }: { readonly row: CrewRow; readonly crew: Crew }) {
  const t = useTexts();
  const device = parseDevice(row.value);
  return (
    <li>
      <div className="spread">
        <div className="device">
          <DeviceLabel device={device} />
          {device.kind === 'gpu' && <FreeNow uuid={device.uuid} />}
        </div>
        {row.reason !== null && (
          <p className="note-line small tone-warn">
            <IconAlertTriangle size={14} aria-hidden="true" />
            <span>{t.firstSteps.reasons[row.reason]}</span>
          </p>
        )}
      </div>
      <NativeSelect
        aria-label={t.firstSteps.countOn({ device: row.value === 'cpu' ? t.instance.cpu : row.value })}
        value={String(crew.wantedOf(row))}
        onChange={(event) => crew.want(row.value, Number(event.currentTarget.value))}
        data={Array.from({ length: row.most - row.least + 1 }, (_, more) => ({
          value: String(row.least + more),
          label: t.firstSteps.count({ count: row.least + more }),
        }))}
      />
    </li>
  );
}
