import { describe, expect, it } from 'vitest';
import { isSameWay } from './sameWay.ts';
import type { Way } from './sameWay.ts';

const done: Way = { modelKey: 'k:fp32', modelId: 'large', frontKey: 'vad punc', hotwords: ['阿里', '巴巴'] };
const same = (
  wanted: Partial<Way>,
  before: Partial<Way> = {},
  fleet: readonly string[] = ['large'],
): boolean => isSameWay({ ...done, ...wanted }, { ...done, ...before }, fleet);

describe('a file came out before as it would now', () => {
  it('with the same model in the same precision, detector, punctuation and hotwords', () => {
    expect(same({})).toBe(true);
    expect(same({ modelKey: 'k:int8' })).toBe(false);
    expect(same({ modelKey: 'other:fp32' })).toBe(false);
    expect(same({ frontKey: 'vad2 punc' })).toBe(false);
    expect(same({ hotwords: ['阿里'] })).toBe(false);
    expect(same({ hotwords: ['阿里 巴巴'] })).toBe(false);
  });

  it('with the model it names or one of the fleet, where its precision is not settled yet', () => {
    expect(same({ modelKey: null })).toBe(true);
    expect(same({ modelKey: null, modelId: 'small' })).toBe(false);
    expect(same({ modelKey: null, modelId: '' })).toBe(true);
    expect(same({ modelKey: null, modelId: '' }, {}, ['small'])).toBe(false);
  });

  it('with any model where there was no speech; never where its detector is not known', () => {
    expect(same({ modelKey: 'other:fp32' }, { modelKey: null, modelId: '' })).toBe(true);
    expect(same({ frontKey: null }, { frontKey: null })).toBe(false);
  });
});
