import type { EngineInstall } from '../../electron/contract/engine.ts';
import { renderBytes, renderClock } from '../figures/figures.ts';
import { ProgressLine } from '../parts/ProgressLine.tsx';
import type { Texts } from '../texts/en.ts';
import { useTexts } from '../texts/useTexts.ts';
import { foldFraction, foldInstallLeftS } from './installProgress.ts';

/** How far an installation is: a bar, and in words what it is about. */
export function EngineProgress({ install }: { readonly install: EngineInstall }) {
  const t = useTexts();
  const label = t.engines.progress({ name: t.engines.names[install.engine] });
  return (
    <div className="stack engine-progress">
      <ProgressLine label={label} fraction={foldFraction(install)} />
      <p className="small dim">{listWords(install, t).join(' · ')}</p>
    </div>
  );
}

function listWords(install: EngineInstall, t: Texts): string[] {
  const { state, note, doneBytes, figures, speedBytesS, donePackages, totalPackages } = install;
  if (state === 'installing')
    return totalPackages === null ? [] : [t.engines.packages({ done: donePackages, total: totalPackages })];
  if (state !== 'downloading') return note === null ? [] : [note];
  const whole = figures?.downloadBytes ?? null;
  const leftS = foldInstallLeftS(install);
  return [
    whole === null
      ? renderBytes(doneBytes)
      : t.common.of({ part: renderBytes(doneBytes), whole: renderBytes(whole) }),
    ...(speedBytesS === null ? [] : [t.fetches.speed({ size: renderBytes(Math.round(speedBytesS)) })]),
    ...(leftS === null ? [] : [t.fetches.left({ span: renderClock(leftS) })]),
    ...(note === null ? [] : [note]),
  ];
}
