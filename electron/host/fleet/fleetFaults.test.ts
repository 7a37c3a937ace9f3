import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Cause, InstanceView } from '../../contract/instance.ts';
import { allowMs } from '../patience.ts';
import { type SampleFleet, type Switches, openSampleFleet } from './sampleFleet.ts';

let sample: SampleFleet;

afterEach(() => sample.close());

/** One faulty worker beside a good one. */
async function openFaulty(switches: Switches, clockSpeed = 1): Promise<{ faulty: string; good: string }> {
  const beatS = 1 / clockSpeed;
  sample = await openSampleFleet({
    workers: [{ beatS, ...switches }, { beatS }],
    front: { beatS },
    clockSpeed,
  });
  const [faulty, good] = sample.fleet.list().map(({ spec }) => spec.id);
  return { faulty: faulty ?? '', good: good ?? '' };
}

const reach = (id: string, what: string, find: (view: InstanceView) => boolean): Promise<InstanceView> =>
  sample.until(what, () => {
    const view = sample.fleet.get(id);
    return find(view) && view;
  });

/** The first cause the panels were told of. */
function findCause(id: string | undefined): Cause | undefined {
  const causes = sample.events.map((event) =>
    event.type === 'instance.changed' && event.instance.spec.id === id ? event.instance.cause : null,
  );
  return causes.find((cause) => cause !== null) ?? undefined;
}

function ask(id: string, batch = 'a', fromSample = 0): Promise<unknown> {
  const segment = { pcm: { path: '/dev/zero' }, fromSample, toSample: fromSample + 16_000 };
  return sample.fleet.recognisers
    .recognise(id, { id: batch, segments: [segment], hotwords: [], audioS: 1 })
    .then(
      () => 'recognised',
      (refused: { kind: string }) => refused.kind,
    );
}

describe('a worker that', () => {
  it.each(['exit', 'segfault', 'kill'])(
    'dies by %s under a batch costs that batch alone; it is back at once',
    async (crashBy) => {
      const { faulty, good } = await openFaulty({ crashAt: 1, crashBy });
      await reach(faulty, 'ready', ({ phase }) => phase === 'ready');
      const { pid } = await reach(good, 'ready', ({ phase }) => phase === 'ready');
      const ends = [ask(faulty, 'a'), ask(faulty, 'b')];
      expect(await Promise.all(ends)).toEqual(['gone', 'dropped']);
      const died = performance.now();
      await reach(faulty, 'a new process', ({ phase, pid: next }) => phase !== 'stopped' && next !== null);
      expect(performance.now() - died).toBeLessThan(allowMs(1_000));
      await reach(faulty, 'ready again', ({ phase, restarts }) => phase === 'ready' && restarts === 1);
      expect(sample.fleet.get(good)).toMatchObject({ pid, restarts: 0 });
    },
  );

  it('answered before it crashed loses nothing that it answered', async () => {
    const { faulty } = await openFaulty({ crashAt: 1, answerBeforeCrash: true });
    await reach(faulty, 'ready', ({ phase }) => phase === 'ready');
    expect(await ask(faulty)).toBe('recognised');
  });

  it('keeps leaving is given up, with its cause and last lines', async () => {
    const { faulty, good } = await openFaulty({ exitAfterS: 0.05, exitCode: 3 }, 4);
    const { cause, restarts } = await reach(faulty, 'failed', ({ phase }) => phase === 'failed');
    expect([cause?.class, cause?.exitCode, restarts]).toEqual(['crash', 3, 4]);
    expect(cause?.lines.at(-1)).toBe('[paradeck] end: exit 3');
    expect(sample.fleet.get(good).restarts).toBe(0);
    expect((await sample.fleet.log({ id: faulty, limit: 10 })).runs).toHaveLength(5);
    await sample.fleet.start(faulty);
    expect(sample.fleet.get(faulty)).toMatchObject({ phase: 'starting', restarts: 0 });
  });

  it('can never work says why in its own words, once', async () => {
    const { faulty } = await openFaulty({ failLoad: 'tokens.json: 模型目录坏了' });
    const { cause, restarts } = await reach(faulty, 'failed', ({ phase }) => phase === 'failed');
    expect(cause).toMatchObject({ class: 'model', message: 'tokens.json: 模型目录坏了', exitCode: 78 });
    expect(restarts).toBe(0);
  });

  it('never says hello, and one that loads for ever without progress, are ended in time', async () => {
    const { faulty } = await openFaulty({ noHello: true }, 4);
    const { cause } = await reach(faulty, 'a verdict', ({ cause: found }) => found !== null);
    expect(cause?.class).toBe('no-hello');
  });

  it('falls silent is found and replaced', async () => {
    const { faulty, good } = await openFaulty({ hangAt: 0 }, 4);
    const { pid } = await reach(faulty, 'ready', ({ phase }) => phase === 'ready');
    const after = await reach(faulty, 'a verdict', ({ cause }) => cause !== null);
    expect(after.cause?.class).toBe('hung');
    await reach(faulty, 'a new process', (view) => view.pid !== null && view.pid !== pid);
    expect(sample.fleet.get(good)).toMatchObject({ restarts: 0 });
  });

  it('is deaf when a batch is asked back is replaced within 5 s', async () => {
    const { faulty, good } = await openFaulty({ deafAt: 1 });
    const { pid } = await reach(faulty, 'ready', ({ phase }) => phase === 'ready');
    const [computing, waiting] = [ask(faulty, 'a'), ask(faulty, 'b')];
    sample.fleet.recognisers.drop(faulty, 'b');
    expect(await waiting).toBe('dropped');
    const asked = performance.now();
    sample.fleet.recognisers.drop(faulty, 'a');
    expect(await computing).toBe('gone');
    await reach(faulty, 'a new process', (view) => view.pid !== null && view.pid !== pid);
    expect(performance.now() - asked).toBeLessThan(allowMs(5_000));
    const cause = await sample.until('its cause', () => findCause(faulty));
    expect(cause.message).toMatch(/asked for a batch back/);
    expect(sample.fleet.get(good)).toMatchObject({ restarts: 0 });
  });

  it('beats but never answers is found, and so is one that a C call has frozen', async () => {
    sample = await openSampleFleet({
      workers: [{ beatS: 0.1, deafAt: 1 }, { beatS: 0.1, gilAt: 1 }, { beatS: 0.1 }],
      front: { beatS: 0.1 },
      clockSpeed: 5,
    });
    const ids = sample.fleet.list().map(({ spec }) => spec.id);
    await sample.until('all ready', () => sample.fleet.list().every(({ phase }) => phase === 'ready'));
    expect(await Promise.all(ids.map((id) => ask(id)))).toEqual(['gone', 'gone', 'recognised']);
    const deaf = await sample.until('the cause of the deaf one', () => findCause(ids[0]));
    expect(deaf.message).toMatch(/It beats, but has had no result/);
    const frozen = await sample.until('the cause of the frozen one', () => findCause(ids[1]));
    expect(frozen.message).toMatch(/Neither beat nor result/);
    expect(sample.fleet.list()[2]).toMatchObject({ cause: null, restarts: 0 });
  }, 120_000);

  it.each([
    ['writes no JSON', { garbageAt: 1 }],
    ['says ready before its load', { lie: 'early' }],
    ['writes a line without end', { hugeLineMiB: 20 }],
  ] as const)('%s is told as one that broke the protocol', async (_, switches) => {
    const { faulty } = await openFaulty(switches);
    if ('garbageAt' in switches) {
      await reach(faulty, 'ready', ({ phase }) => phase === 'ready');
      expect(await ask(faulty)).toBe('gone');
    }
    const { cause } = await reach(faulty, 'a verdict', (view) => view.cause !== null);
    expect(cause?.class).toBe('protocol');
  });

  it('speaks another protocol is refused for good', async () => {
    const { faulty } = await openFaulty({ protocol: 2 });
    expect((await reach(faulty, 'failed', ({ phase }) => phase === 'failed')).cause?.class).toBe('protocol');
  });

  it.each([
    [{ oomOver: 0.5 }, 'oom'],
    [{ failKind: 'cuda' }, 'cuda'],
    [{ lie: 'short' }, 'internal'],
    [{ lie: 'type' }, 'internal'],
    [{ lie: 'id' }, 'recognised'],
  ] as const)('answers with %o is heard as %s and goes on', async (switches, end) => {
    const { faulty } = await openFaulty(switches);
    const { pid } = await reach(faulty, 'ready', ({ phase }) => phase === 'ready');
    expect([await ask(faulty, 'a'), await ask(faulty, 'b')]).toEqual([end, end]);
    expect(sample.fleet.get(faulty)).toMatchObject({ phase: 'ready', pid });
  });

  it('sits on a card though the CPU was ordered is mispinned: ended, and not tried again', async () => {
    const { faulty } = await openFaulty({ device: 'cuda:0', gpuUuid: 'GPU-somebody' });
    const view = await reach(faulty, 'mispinned', ({ phase }) => phase === 'mispinned');
    expect(view.cause?.message).toContain('GPU-somebody');
    expect(view.pid).toBeNull();
  });

  it('floods its log with 100 MiB is neither held up nor lets the host stand still', async () => {
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const { faulty } = await openFaulty({ floodMiB: 100 });
    const { runId } = await reach(faulty, 'ready', ({ phase }) => phase === 'ready');
    delay.disable();
    // Two pipes: `ready` may overtake the end of the log.
    const last = async () => (await sample.fleet.log({ id: faulty, runId: runId ?? '', limit: 5 })).lines;
    await expect
      .poll(async () => (await last()).some(({ text }) => text.endsWith('the flood is over')))
      .toBe(true);
    const dir = join(sample.home, 'logs', faulty);
    const sizes = await Promise.all(
      (await readdir(dir)).map(async (name) => (await stat(join(dir, name))).size),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(10 * 1024 * 1024);
    const pushes = sample.events.filter((event) => event.type === 'log.appended' && event.id === faulty);
    expect(
      Math.max(...pushes.map((event) => (event.type === 'log.appended' ? event.lines.length : 0))),
    ).toBeLessThanOrEqual(400);
    expect(delay.percentile(99) / 1e6).toBeLessThan(allowMs(100));
  });
});

it('sends nothing before a worker is ready', async () => {
  sample = await openSampleFleet({ workers: [{ helloDelayS: 0.2, loadS: 0.2 }] });
  const id = sample.fleet.list()[0]?.spec.id ?? '';
  const seen = new Set<string>();
  const early: Promise<unknown>[] = [];
  await sample.until('ready', () => {
    const { phase } = sample.fleet.get(id);
    if (phase === 'ready') return true;
    seen.add(phase);
    expect(sample.fleet.recognisers.recognisers()).toEqual([]);
    early.push(ask(id));
    return false;
  });
  expect([...seen]).toEqual(expect.arrayContaining(['starting', 'loading']));
  expect(new Set(await Promise.all(early))).toEqual(new Set(['dropped']));
  expect(await ask(id)).toBe('recognised');
});
