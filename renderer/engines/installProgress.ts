import type { EngineInstall } from '../../electron/contract/engine.ts';

/** 0…1 of what it does now; null where nobody can tell. */
export function foldFraction(install: EngineInstall): number | null {
  const { state, doneBytes, figures, donePackages, totalPackages } = install;
  if (state === 'downloading') return share(doneBytes, figures?.downloadBytes ?? null);
  return state === 'installing' ? share(donePackages, totalPackages) : null;
}

function share(part: number, whole: number | null): number | null {
  return whole === null || whole === 0 ? null : Math.min(1, part / whole);
}

/** Seconds until all is here at the present speed; null where that is not known. */
export function foldLeftS({ doneBytes, figures, speedBytesS }: EngineInstall): number | null {
  const whole = figures?.downloadBytes ?? null;
  if (whole === null || speedBytesS === null || speedBytesS === 0) return null;
  return Math.max(0, whole - doneBytes) / speedBytesS;
}
