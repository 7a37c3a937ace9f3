import type { InstanceView } from '../../electron/contract/instance.ts';
import { OwnHistory } from '../charts/OwnHistory.tsx';
import { Figure } from '../parts/Figure.tsx';
import { useHost } from '../state/panel.ts';
import { useCardNames } from '../state/placed.ts';
import { useTexts } from '../texts/useTexts.ts';
import { LaunchCard } from './LaunchCard.tsx';
import { OwnDoor } from './OwnDoor.tsx';
import { planSpecRows } from './specRows.ts';
import { TuningCard } from './TuningCard.tsx';

/** What the user set and what is in use, and the instance's memory over time. */
export function SpecTab({ instance }: { readonly instance: InstanceView }) {
  const t = useTexts();
  const model = useHost(({ models }) => models.find((one) => one.id === instance.spec.modelId));
  const cards = useCardNames();
  const rows = planSpecRows(instance, { model, cards, t });
  return (
    <div className="stack">
      <OwnHistory id={instance.spec.id} />
      <section className="card" aria-label={t.spec.title}>
        <div className="card-head">
          <h2>{t.spec.title}</h2>
        </div>
        <table className="spec">
          <thead>
            <tr>
              <td />
              <th scope="col">{t.spec.asked}</th>
              <th scope="col">{t.spec.now}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.label}>
                <th scope="row">{row.label}</th>
                <td className={row.isPath ? 'mono' : ''}>{row.asked}</td>
                <td className={row.isPath ? 'mono' : ''}>
                  {row.now === undefined ? '' : <Figure value={row.now} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <TuningCard instance={instance} />
      <OwnDoor id={instance.spec.id} />
      <LaunchCard id={instance.spec.id} renewKey={JSON.stringify([instance.spec, instance.runId])} />
    </div>
  );
}
