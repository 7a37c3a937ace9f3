import { IconClockExclamation, IconInfoCircle } from '@tabler/icons-react';
import { renderTimeOfDay } from '../figures/figures.ts';
import { FailureNote } from '../parts/FailureNote.tsx';
import { useHost } from '../state/panel.ts';
import { useCardNames, usePlaced } from '../state/placed.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';
import { CardTile } from './CardTile.tsx';

/** Every card of the box, and where its figures come from; without cards, what is missing. */
export function CardRow() {
  const t = useTexts();
  const cards = useCardNames();
  const instances = usePlaced();
  const fault = useHost(({ gpus }) => gpus.fault);
  if (cards.length === 0) return <NoCards />;
  return (
    <section className="wide" aria-label={t.gpus.title}>
      <h2 className="hidden-visually">{t.gpus.title}</h2>
      {fault && (
        <div className="gpu-fault">
          <FailureNote failure={{ ...t.gpus.faults[fault.fault], details: fault.words }} />
        </div>
      )}
      <ul className="gpus" data-many={cards.length > 3 || undefined}>
        {cards.map(({ uuid }) => (
          <CardTile key={uuid} uuid={uuid} instances={instances} />
        ))}
      </ul>
      <CardSource />
    </section>
  );
}

function CardSource() {
  const t = useTexts();
  const language = useLanguage();
  const source = useHost(({ gpus }) => gpus.source);
  const staleAt = useHost(({ gpus }) => (gpus.isStale ? gpus.sampledAt : null));
  return (
    <p className="gpu-source dim small">
      {staleAt != null && (
        <strong className="tone-warn stale">
          <IconClockExclamation size={14} aria-hidden="true" />
          {t.gpus.staleSince({ time: renderTimeOfDay(staleAt, language) })}
        </strong>
      )}
      {source != null && (
        <span className="one-line" title={source}>
          {t.gpus.source({ path: source })}
        </span>
      )}
    </p>
  );
}

/** A box without cards works as well: one quiet line where there is no driver, more where there should be cards. */
function NoCards() {
  const t = useTexts();
  const fault = useHost(({ gpus }) => gpus.fault);
  const isAsked = useHost(({ gpus }) => gpus.sampledAt !== null || gpus.fault !== null);
  if (!fault || fault.fault === 'not-installed' || fault.fault === 'no-devices') {
    const line = !isAsked ? t.gpus.asking : fault?.fault === 'no-devices' ? t.gpus.noDevices : t.gpus.none;
    return (
      <p className="wide gpu-none dim small">
        <IconInfoCircle size={14} aria-hidden="true" />
        <span>{line}</span>
      </p>
    );
  }
  return (
    <section className="wide" aria-label={t.gpus.title}>
      <FailureNote failure={{ ...t.gpus.faults[fault.fault], details: fault.words }} />
    </section>
  );
}
