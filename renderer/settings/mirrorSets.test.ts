import { expect, it } from 'vitest';
import { settings } from '../../electron/contract/settings.ts';
import { mirrorSets, nameSources } from './mirrorSets.ts';

it('names a set by all it sets, and anything else the user’s own', () => {
  const fresh = settings.parse({});
  expect(nameSources(fresh)).toBe('usual');
  expect(nameSources({ ...fresh, ...mirrorSets.china })).toBe('china');
  expect(nameSources({ ...fresh, ...mirrorSets.china, torchIndex: 'pypi' })).toBe('own');
});

it('sets addresses the host takes', () => {
  expect(settings.parse(mirrorSets.china)).toMatchObject(mirrorSets.china);
});
