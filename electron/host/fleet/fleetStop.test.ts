import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { allowMs } from '../patience.ts';
import { type SampleFleet, type Switches, listProcessesIn, openSampleFleet } from './sampleFleet.ts';

let sample: SampleFleet;

afterEach(() => sample.close());

async function openReady(workers: readonly Switches[]): Promise<string[]> {
  sample = await openSampleFleet({ workers });
  await sample.until('all ready', () => sample.fleet.list().every(({ phase }) => phase === 'ready'));
  await sample.until('a front', () => sample.fleet.fronts().ready === 1);
  return sample.fleet.list().map(({ spec }) => spec.id);
}

async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

const batch = {
  segments: [{ pcm: { path: '/dev/zero' }, fromSample: 0, toSample: 16_000 }],
  hotwords: [],
  audioS: 1,
};
const endOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'recognised',
    (refused: { kind: string }) => refused.kind,
  );

describe('stop', () => {
  it('of a good worker is quick, and lets the batches aboard end', async () => {
    const [id = ''] = await openReady([{ computeS: 0.6 }]);
    const ends = ['a', 'b'].map((name) =>
      endOf(sample.fleet.recognisers.recognise(id, { id: name, ...batch })),
    );
    expect(await timeOf(() => sample.fleet.stop(id))).toBeLessThan(allowMs(5_000));
    expect(await Promise.all(ends)).toEqual(['recognised', 'recognised']);
    expect(sample.fleet.get(id)).toMatchObject({ phase: 'stopped', pid: null, cause: null });
  });

  it('ends one that ignores everything and left a grandchild on its pipes, within grace + 1 s', async () => {
    const [stubborn = '', good = ''] = await openReady([{ ignoreStop: true, grandchild: true }, {}]);
    const { pid } = sample.fleet.get(good);
    expect(listProcessesIn(sample.home)).toHaveLength(4);
    const tookMs = await timeOf(() => sample.fleet.stop(stubborn));
    expect(tookMs).toBeGreaterThan(9_500);
    expect(tookMs).toBeLessThan(10_000 + allowMs(1_000));
    await sample.until('two processes', () => listProcessesIn(sample.home).length === 2);
    expect(sample.fleet.get(good)).toMatchObject({ phase: 'ready', pid });
  });

  it('during start and load is obeyed, too', async () => {
    sample = await openSampleFleet({ workers: [{ helloDelayS: 5 }, { loadS: 600 }] });
    const [first = '', other = ''] = sample.fleet.list().map(({ spec }) => spec.id);
    await sample.until('loading', () => sample.fleet.get(other).phase === 'loading');
    await sample.fleet.stopAll();
    expect([first, other].map((id) => sample.fleet.get(id).phase)).toEqual(['stopped', 'stopped']);
  }, 40_000);

  it('of the whole fleet at quit takes the short grace, whatever the workers do', async () => {
    await openReady([{ ignoreStop: true, grandchild: true }, { ignoreStop: true }, { hangAt: 0 }, {}]);
    expect(await timeOf(() => sample.fleet.close())).toBeLessThan(2_000 + allowMs(1_000));
    await sample.until('no process', () => listProcessesIn(sample.home).length === 0);
  });
});

describe('restart', () => {
  it('lets the batches aboard end first, and touches nobody else', async () => {
    const [id = '', other = ''] = await openReady([{ heldUntil: '../../go on' }, {}]);
    const [before, beside] = [sample.fleet.get(id), sample.fleet.get(other)];
    const ends = ['a', 'b'].map((name) =>
      endOf(sample.fleet.recognisers.recognise(id, { id: name, ...batch })),
    );
    expect((await sample.fleet.restart(id)).phase).toBe('draining');
    await writeFile(join(sample.home, 'go on'), '');
    expect(await Promise.all(ends)).toEqual(['recognised', 'recognised']);
    await sample.until('the next process', () => {
      const { phase, pid } = sample.fleet.get(id);
      return phase === 'ready' && pid !== before.pid;
    });
    expect(sample.fleet.get(id).restarts).toBe(0);
    expect(sample.fleet.get(other)).toMatchObject({ phase: 'ready', pid: beside.pid });
  });
});
