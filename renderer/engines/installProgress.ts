import type { EngineInstall, EngineView } from '../../electron/contract/engine.ts';
import { foldLeftS } from '../figures/leftS.ts';

/** 0…1 of what it does now; null where nobody can tell. */
export function foldFraction(install: EngineInstall): number | null {
  const { state, doneBytes, figures, donePackages, totalPackages } = install;
  if (state === 'downloading') return share(doneBytes, figures?.downloadBytes ?? null);
  return state === 'installing' ? share(donePackages, totalPackages) : null;
}

function share(part: number, whole: number | null): number | null {
  return whole === null || whole === 0 ? null : Math.min(1, part / whole);
}

/** Seconds until all is here; null where that is not known. */
export function foldInstallLeftS({ doneBytes, figures, speedBytesS }: EngineInstall): number | null {
  return foldLeftS({ doneBytes, speedBytesS, totalBytes: figures?.downloadBytes ?? null });
}

/** What would come now has been asked about: the figures are about just that. */
export function isPlanned({ torch, install }: EngineView): boolean {
  if (install?.state !== 'planned') return false;
  return install.torch?.requirement === torch?.requirement && install.torch?.index === torch?.index;
}
