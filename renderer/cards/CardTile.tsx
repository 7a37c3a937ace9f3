import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { memo } from 'react';
import type { GpuHealth, Label } from '../../electron/contract/gpu.ts';
import { renderGiB } from '../figures/figures.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { StateMark, type Mark } from '../parts/StateMark.tsx';
import { useHost } from '../state/panel.ts';
import type { PlacedInstance } from '../state/placed.ts';
import { useTexts } from '../texts/useTexts.ts';
import { CardFigures } from './CardFigures.tsx';
import { KnownFigure } from './KnownFigure.tsx';
import { LedgerBar, LedgerList } from './LedgerBar.tsx';
import { shortenName } from './planDevice.ts';
import { shortenUuid } from './shortenUuid.ts';

const healthMarks: Readonly<Record<GpuHealth, Mark>> = {
  good: { Icon: IconCircleCheck, tone: 'ok' },
  lost: { Icon: IconAlertOctagon, tone: 'bad' },
  'needs-reset': { Icon: IconAlertOctagon, tone: 'bad' },
  error: { Icon: IconAlertOctagon, tone: 'bad' },
};

export interface CardTileProps {
  readonly uuid: string;
  readonly instances: readonly PlacedInstance[];
}

/** One card: what it is, who holds its memory, and how it does. */
export function CardTile({ uuid, instances }: CardTileProps) {
  const t = useTexts();
  const card = useHost(({ gpus }) => gpus.cards.find(({ reading }) => reading.uuid === uuid));
  if (!card) return null;
  const { reading, ledger, slices, isBlamed } = card;
  return (
    <li className="card gpu" data-health={reading.health}>
      <CardName
        uuid={uuid}
        index={reading.index}
        name={parseLabel(reading.name)}
        pciBusId={parseLabel(reading.pciBusId)}
        health={reading.health}
      />
      {reading.health !== 'good' && (
        <p className="gpu-note tone-bad">
          <IconAlertOctagon size={15} aria-hidden="true" />
          <span>{t.gpus.healthFixes[reading.health]}</span>
        </p>
      )}
      {isBlamed && (
        <p className="gpu-note tone-warn">
          <IconAlertTriangle size={15} aria-hidden="true" />
          <span>{t.gpus.blamed}</span>
        </p>
      )}
      <p className="gpu-used">
        <KnownFigure figure={ledger.usedMiB} render={renderGiB} />
        {typeof ledger.totalMiB === 'number' && <span> / {renderGiB(ledger.totalMiB)} GiB</span>}{' '}
        <span className="dim">{t.gpus.used}</span>
      </p>
      <LedgerBar {...{ ledger, instances }} />
      <LedgerList {...{ ledger, instances }} />
      {slices.length > 0 && (
        <p className="dim small one-line" title={slices.map((slice) => slice.uuid).join('\n')}>
          {t.gpus.slices({ profiles: slices.map(({ profile }) => profile).join(', ') })}
        </p>
      )}
      <CardFigures reading={reading} />
    </li>
  );
}

interface CardNameProps {
  readonly uuid: string;
  readonly index: number | null;
  readonly name: string | null;
  readonly pciBusId: string | null;
  readonly health: GpuHealth;
}

/** What does not change from second to second, and is not drawn again for each reading. */
const CardName = memo(function CardName({ uuid, index, name, pciBusId, health }: CardNameProps) {
  const t = useTexts();
  return (
    <div className="gpu-head">
      <h3 className="one-line">
        <span className="gpu-index">{index ?? '?'}</span>
        <span title={name ?? uuid}>{shortenName(name) ?? t.gpus.nameless}</span>
      </h3>
      <p className="dim small gpu-ids">
        <span className="mono one-line" title={uuid}>
          {shortenUuid(uuid)}
        </span>
        <CopyButton text={uuid} label={t.gpus.copyUuid({ index: String(index ?? '?') })} />
        <span className="mono gpu-bus">{pciBusId}</span>
      </p>
      <StateMark mark={healthMarks[health]} word={t.gpus.healths[health]} />
    </div>
  );
});

function parseLabel(label: Label): string | null {
  return typeof label === 'string' ? label : null;
}
