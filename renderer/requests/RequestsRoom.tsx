import { Checkbox, Skeleton } from '@mantine/core';
import { useState } from 'react';
import type { RequestView } from '../../electron/contract/request.ts';
import { EmptyHint } from '../parts/EmptyHint.tsx';
import { useHost } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { phaseNames } from './phaseParts.ts';
import { RequestRow } from './RequestRow.tsx';
import { useRequests } from './useRequests.ts';

/** What the addresses for programs answered last, the newest first. */
export function RequestsRoom() {
  const t = useTexts();
  const requests = useRequests();
  const instances = useHost((state) => state.instances);
  const [isFailedOnly, setFailedOnly] = useState(false);
  const shown = requests?.filter(({ status }) => !isFailedOnly || status >= 400);
  const nameDoor = (id: string | null) =>
    id === null ? t.requests.fleet : (instances?.find(({ spec }) => spec.id === id)?.spec.name ?? id);
  return (
    <>
      <div className="room-head">
        <h1>{t.requests.title}</h1>
        {shown && <span className="dim">{t.requests.count({ count: countAll(shown) })}</span>}
        <span className="spread" />
        <Checkbox
          size="xs"
          label={t.requests.only}
          checked={isFailedOnly}
          onChange={(event) => setFailedOnly(event.currentTarget.checked)}
        />
      </div>
      <p className="dim small requests-hint">{t.requests.hint}</p>
      {!shown && <Skeleton height={220} />}
      {shown?.length === 0 && (
        <EmptyHint title={isFailedOnly && requests?.length ? t.requests.noneFailed : t.requests.none} />
      )}
      {shown && shown.length > 0 && (
        <section className="card requests" aria-label={t.requests.title}>
          <ul className="request-legend" aria-hidden="true">
            {phaseNames.map((name) => (
              <li key={name} className="small dim">
                <span data-phase={name} /> {t.requests[name]}
              </li>
            ))}
          </ul>
          <table>
            <RequestsHead />
            <tbody>
              {shown.map((view) => (
                <RequestRow key={view.id} view={view} doorName={nameDoor(view.instanceId)} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}

function RequestsHead() {
  const { requests: t } = useTexts();
  return (
    <thead>
      <tr>
        {[t.at, t.route, t.key, t.status, t.phases, t.job].map((word) => (
          <th key={word} scope="col">
            {word}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** One row may stand for many that were turned away alike. */
function countAll(shown: readonly RequestView[]): number {
  return shown.reduce((sum, { times }) => sum + times, 0);
}
