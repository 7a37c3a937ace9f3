import { expect, test } from 'vitest';
import { mayOrder, phase as phaseSchema } from './instance.ts';

test.each(phaseSchema.options)('in %s some order can be given, unless it is ending', (phase) => {
  const orders = (['start', 'stop', 'restart'] as const).filter((order) => mayOrder(order, phase));
  if (phase === 'stopping') expect(orders).toEqual([]);
  else expect(orders).not.toEqual([]);
  expect(orders.includes('restart') && orders.includes('start')).toBe(false);
});
