import { Tooltip } from '@mantine/core';
import type { Ledger } from '../../electron/contract/gpu.ts';
import { renderGiB } from '../figures/figures.ts';
import type { PlacedInstance } from '../state/placed.ts';
import { useTexts } from '../texts/useTexts.ts';
import { findCommonBasis, planSegments, sortParts } from './ledgerSegments.ts';
import { PartDot } from './PartDot.tsx';
import { renderPart } from './renderPart.ts';

export interface LedgerProps {
  readonly ledger: Ledger;
  readonly instances: readonly PlacedInstance[];
}

/** Who holds a card's memory, side by side; the list under it says the same in words. */
export function LedgerBar({ ledger, instances }: LedgerProps) {
  const t = useTexts();
  const segments = planSegments(ledger);
  if (segments.length === 0 && typeof ledger.totalMiB !== 'number') return null;
  return (
    <div className="ledger-bar" aria-hidden="true">
      {segments.map(({ part, width }) => {
        const words = renderPart(part, { instances, t });
        return (
          <span
            key={words.key}
            className="ledger-part"
            title={`${words.name} · ${words.figure ?? ''} · ${t.gpus.bases[part.basis]}`}
            data-kind={part.kind}
            data-basis={part.basis}
            style={{ width: `${width * 100}%`, backgroundColor: words.colour }}
          />
        );
      })}
    </div>
  );
}

/** Each part with its name, figure and, where they are not all alike, how it is known. */
export function LedgerList({ ledger, instances }: LedgerProps) {
  const t = useTexts();
  const common = findCommonBasis(ledger.parts);
  return (
    <ul className="ledger-list">
      {sortParts(ledger.parts).map((part) => {
        const words = renderPart(part, { instances, t });
        return (
          <li key={words.key}>
            <PartDot kind={part.kind} colour={words.colour} />
            <span className="one-line" title={words.name}>
              {words.name}
            </span>
            <span className="ledger-figure">{words.figure ?? t.gpus.bases['not-measurable']}</span>
            {common === null && part.memoryMiB !== null && (
              <span className="dim ledger-basis">{t.gpus.bases[part.basis]}</span>
            )}
          </li>
        );
      })}
      {typeof ledger.freeMiB === 'number' && (
        <li>
          <span className="dot dot-free" aria-hidden="true" />
          <span>{t.gpus.free}</span>
          <span className="ledger-figure">{renderGiB(ledger.freeMiB)} GiB</span>
        </li>
      )}
      {common !== null && ledger.parts.length > 0 && (
        <li className="dim ledger-common">{t.gpus.allBasis[common]}</li>
      )}
      {ledger.isSampledApart && (
        <li className="dim ledger-common">
          <Tooltip label={t.gpus.apartHint} multiline maw={280}>
            <span className="hinted" tabIndex={0}>
              {t.gpus.apart}
            </span>
          </Tooltip>
        </li>
      )}
    </ul>
  );
}
