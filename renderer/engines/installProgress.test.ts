import { expect, it } from 'vitest';
import type { EngineInstall } from '../../electron/contract/engine.ts';
import { foldFraction, foldLeftS } from './installProgress.ts';

const figures = {
  ...{ packages: 4, downloadBytes: 1000, installedBytes: 3000, neededBytes: 5000, freeBytes: null },
};
const install: EngineInstall = {
  ...{ engine: 'funasr', isDryRun: false, state: 'downloading', note: null, torch: null, figures },
  ...{ doneBytes: 250, donePackages: 1, totalPackages: 4, speedBytesS: 50, cuda: [] },
  ...{ startedAt: 1, endedAt: null, failure: null },
};

it.each<[Partial<EngineInstall>, number | null]>([
  [{}, 0.25],
  [{ figures: null }, null],
  [{ figures: { ...figures, downloadBytes: null } }, null],
  [{ figures: { ...figures, downloadBytes: 0 } }, null],
  [{ doneBytes: 2000 }, 1],
  [{ state: 'installing', donePackages: 3 }, 0.75],
  [{ state: 'installing', totalPackages: null }, null],
  [{ state: 'preparing' }, null],
  [{ state: 'verifying' }, null],
])('%j is %s done', (over, fraction) => {
  expect(foldFraction({ ...install, ...over })).toBe(fraction);
});

it('knows the time left where size and speed are known, and never less than none', () => {
  expect(foldLeftS(install)).toBe(15);
  expect(foldLeftS({ ...install, doneBytes: 2000 })).toBe(0);
  expect(foldLeftS({ ...install, speedBytesS: null })).toBeNull();
  expect(foldLeftS({ ...install, speedBytesS: 0 })).toBeNull();
  expect(foldLeftS({ ...install, figures: null })).toBeNull();
});
