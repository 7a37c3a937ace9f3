import { expect, it } from 'vitest';
import { type FrontLook, planFronts } from './frontCount.ts';

const short: FrontLook = {
  wanted: 1,
  cores: 16,
  areAllBusy: true,
  waiting: 3,
  isRecogniserIdle: true,
  shortLooks: 0,
};

function lookOften(look: FrontLook, times: number): number {
  let now = { wanted: look.wanted, shortLooks: look.shortLooks };
  for (let index = 0; index < times; index += 1) now = planFronts({ ...look, ...now });
  return now.wanted;
}

it('grows one at a time after three looks that agree, to half the cores', () => {
  expect([2, 3, 5, 6, 100].map((times) => lookOften(short, times))).toEqual([1, 2, 2, 3, 8]);
});

it.each([
  [1, 1],
  [2, 2],
  [3, 2],
  [6, 3],
])('with %i cores there are %i at most', (cores, most) => {
  expect(lookOften({ ...short, cores }, 100)).toBe(most);
});

it.each([{ waiting: 0 }, { areAllBusy: false }, { isRecogniserIdle: false }])(
  'does not grow with %o',
  (look) => {
    expect(lookOften({ ...short, ...look }, 100)).toBe(1);
    expect(planFronts({ ...short, ...look, shortLooks: 2 }).shortLooks).toBe(0);
  },
);
