import { expect, it } from 'vitest';
import type { EngineInstall, EngineView, TorchPlan } from '../../electron/contract/engine.ts';
import { foldFraction, foldInstallLeftS, isPlanned } from './installProgress.ts';

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
  expect(foldInstallLeftS(install)).toBe(15);
  expect(foldInstallLeftS({ ...install, doneBytes: 2000 })).toBe(0);
  expect(foldInstallLeftS({ ...install, speedBytesS: null })).toBeNull();
  expect(foldInstallLeftS({ ...install, speedBytesS: 0 })).toBeNull();
  expect(foldInstallLeftS({ ...install, figures: null })).toBeNull();
});

it('counts as asked about only what would come now', () => {
  const torch: TorchPlan = {
    ...{ build: 'cpu', requirement: 'torch==2.13.0+cpu', index: 'https://a/cpu', cuda: null, reasons: [] },
  };
  const view: EngineView = {
    ...{ engine: 'funasr', pythonPath: null, dir: null, versions: [], bytes: null, torch },
    ...{ isOtherBuild: false, install: { ...install, state: 'planned', torch } },
  };
  expect(isPlanned(view)).toBe(true);
  expect(isPlanned({ ...view, torch: { ...torch, index: 'https://b/cpu' } })).toBe(false);
  expect(isPlanned({ ...view, torch: { ...torch, requirement: 'torch==2.13.0' } })).toBe(false);
  expect(isPlanned({ ...view, torch: null })).toBe(false);
  expect(isPlanned({ ...view, install })).toBe(false);
  // An engine without torch has nothing to differ in.
  const plain = { ...view, torch: null, install: { ...install, state: 'planned', torch: null } } as const;
  expect(isPlanned(plain)).toBe(true);
});
