import { describe, expect, it } from 'vitest';
import type { CardName } from '../state/placed.ts';
import { en } from '../texts/en.ts';
import { planDevice } from './planDevice.ts';
import { shortenUuid } from './shortenUuid.ts';

const card: CardName = {
  uuid: 'GPU-0a1b2c3d-1111',
  index: 3,
  name: 'NVIDIA GeForce RTX 4090',
  slices: [{ uuid: 'MIG-99', profile: '3g.20gb' }],
};

describe('the name of a device', () => {
  it('is its card’s, with the number it has now', () => {
    expect(planDevice({ kind: 'gpu', uuid: card.uuid }, [card], en)).toEqual({
      index: '3',
      name: 'RTX 4090',
      isMissing: false,
    });
    expect(planDevice({ kind: 'mig', uuid: 'MIG-99' }, [card], en).name).toBe('MIG 3g.20gb');
  });

  it('is the UUID’s beginning where the card is not in the box', () => {
    const gone = planDevice({ kind: 'gpu', uuid: 'GPU-deadbeef-2222' }, [card], en);
    expect(gone).toEqual({ index: null, name: 'GPU-deadbeef…', isMissing: true });
    expect(shortenUuid('simulated')).toBe('simulated');
  });
});
