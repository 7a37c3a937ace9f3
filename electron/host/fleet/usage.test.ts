import { expect, it } from 'vitest';
import { pushEvent, type PushEvent } from '../../contract/push.ts';
import { noCards } from '../doors/standIns.ts';
import { openUsage } from './usage.ts';

it('samples at once, then every 2 s, and pushes what it keeps; unknown stays unknown', async () => {
  const events: PushEvent[] = [];
  const seen = Promise.withResolvers<void>();
  const usage = openUsage({
    clock: { now: () => Date.now() },
    emit: (event) => {
      events.push(event);
      if (events.length === 2) seen.resolve();
    },
    gpus: { view: () => noCards },
    fleet: { list: () => [], fronts: () => ({ wanted: 1, ready: 0, failed: null, rssMiB: null }) },
  });
  await seen.promise;
  await usage.close();
  expect(events.map((event) => pushEvent.parse(event))).toEqual(events);
  const samples = usage.between(0, Infinity);
  expect(samples).toHaveLength(2);
  const [first, second] = samples;
  const [firstAt = 0, secondAt = 0] = samples.map(({ at }) => at);
  expect(secondAt - firstAt).toBeGreaterThan(1_900);
  expect(first).toMatchObject({ frontsRssMiB: null, instances: [], cards: [] });
  expect(first?.hostRssMiB).toBeGreaterThan(10);
  expect(first?.ramUsedMiB).toBeLessThan(first?.ramTotalMiB ?? 0);
  expect(usage.between(secondAt, Infinity)).toEqual([second]);
  expect(usage.between(0, firstAt)).toEqual([first]);
});
