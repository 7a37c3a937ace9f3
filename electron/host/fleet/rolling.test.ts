import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type SampleFleet, type Switches, openSampleFleet } from './sampleFleet.ts';

let sample: SampleFleet;
afterEach(() => sample.close());

async function openReady(workers: readonly Switches[]): Promise<readonly string[]> {
  sample = await openSampleFleet({ workers });
  await sample.until('all ready', () => sample.fleet.list().every(({ phase }) => phase === 'ready'));
  return sample.fleet.list().map(({ spec }) => spec.id);
}

const pidOf = (id: string | undefined): number | null => sample.fleet.get(id ?? '').pid;

/** How many are away at every change of the fleet; what panels are told comes later, and not in this order. */
function countAway(): number[] {
  const counts: number[] = [];
  const look = () => counts.push(sample.fleet.list().filter(({ phase }) => phase !== 'ready').length);
  sample.fleet.recognisers.onChange(look);
  return counts;
}

it('one after the other, each ready before the next leaves; whoever asks meanwhile is told of that round', async () => {
  const ids = await openReady([{}, {}, {}]);
  const before = ids.map(pidOf);
  const away = countAway();
  expect(await sample.fleet.restartAll()).toEqual(ids);
  expect(await sample.fleet.restartAll()).toEqual(ids);
  await sample.until('all anew', () =>
    sample.fleet
      .list()
      .every(({ spec, phase, pid }, at) => phase === 'ready' && pid !== before[at] && spec.id),
  );
  expect(Math.max(...away)).toBe(1);
  expect(sample.fleet.list().map(({ restarts }) => restarts)).toEqual([0, 0, 0]);
});

it('what is aboard is answered before its worker leaves, and nothing new is sent to it', async () => {
  const [one = ''] = await openReady([{ heldUntil: '../../go on' }]);
  const segment = { pcm: { path: '/dev/zero' }, fromSample: 0, toSample: 16_000 };
  const ask = (id: string) =>
    sample.fleet.recognisers.recognise(one, { id, segments: [segment], hotwords: [], audioS: 1 });
  const aboard = [ask('a'), ask('b')];
  await sample.fleet.restartAll();
  expect(sample.fleet.get(one).phase).toBe('draining');
  expect(sample.fleet.comesBack(one)).toBe(true);
  expect(sample.fleet.recognisers.recognisers()).toEqual([]);
  await expect(ask('c')).rejects.toMatchObject({ kind: 'dropped' });
  await writeFile(join(sample.home, 'go on'), '');
  expect((await Promise.all(aboard)).map(({ results }) => results.length)).toEqual([1, 1]);
  await sample.until('ready again', () => sample.fleet.get(one).phase === 'ready');
});

it('one that does not come back ends the round, and the others run on', async () => {
  const [good = '', bad = '', spared = ''] = await openReady([{}, {}, {}]);
  await sample.fleet.edit(bad, { env: { PARADECK_FAKE: JSON.stringify({ failLoad: 'gone' }) } });
  const pid = pidOf(spared);
  await sample.fleet.restartAll();
  await sample.until('given up', () => sample.fleet.get(bad).phase === 'failed');
  expect(sample.fleet.get(good).phase).toBe('ready');
  expect(sample.fleet.get(spared)).toMatchObject({ phase: 'ready', pid });
  // A new round takes those that run.
  expect(await sample.fleet.restartAll()).toEqual([good, spared]);
  await sample.until(
    'the second round',
    () => pidOf(spared) !== pid && sample.fleet.get(spared).phase === 'ready',
  );
});
