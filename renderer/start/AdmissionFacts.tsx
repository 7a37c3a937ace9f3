import type { Admission } from '../../electron/contract/gpu.ts';
import { KnownFigure } from '../cards/KnownFigure.tsx';
import { PartDot } from '../cards/PartDot.tsx';
import { renderPart } from '../cards/renderPart.ts';
import { renderMemory } from '../figures/figures.ts';
import { usePlaced } from '../state/placed.ts';
import { useTexts } from '../texts/useTexts.ts';

/** What a start needs, what is free, and who holds the rest. */
export function AdmissionFacts({ admission }: { readonly admission: Admission }) {
  const t = useTexts();
  const instances = usePlaced();
  const { needMiB, needBasis, freeMiB, promisedMiB, holders } = admission;
  const leftMiB = typeof freeMiB === 'number' ? Math.max(0, freeMiB - promisedMiB) : freeMiB;
  return (
    <>
      <dl className="admission">
        <dt>{t.admissions.need}</dt>
        <dd>
          <strong>{renderMemory(needMiB)}</strong>{' '}
          <span className="dim small">{t.admissions.needBases[needBasis]}</span>
        </dd>
        <dt>{t.admissions.free}</dt>
        <dd>
          <KnownFigure figure={freeMiB} render={renderMemory} />
        </dd>
        {promisedMiB > 0 && (
          <>
            <dt>{t.admissions.promised}</dt>
            <dd>− {renderMemory(promisedMiB)}</dd>
            <dt>{t.admissions.left}</dt>
            <dd>
              <strong>
                <KnownFigure figure={leftMiB} render={renderMemory} />
              </strong>
            </dd>
          </>
        )}
      </dl>
      <div>
        <p className="label">{t.admissions.holders}</p>
        {holders.length === 0 && <p className="dim">{t.admissions.nobody}</p>}
        <ul className="holders">
          {holders.map((part) => {
            const words = renderPart(part, { instances, t });
            return (
              <li key={words.key}>
                <PartDot kind={part.kind} colour={words.colour} />
                <span className="spread">{words.name}</span>
                <span className="number">{words.figure ?? t.gpus.bases['not-measurable']}</span>
                <span className="dim small holder-basis">{words.figure && t.gpus.bases[part.basis]}</span>
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}
