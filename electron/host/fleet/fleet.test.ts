import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { InstanceView } from '../../contract/instance.ts';
import { instanceView } from '../../contract/instance.ts';
import { pushEvent } from '../../contract/push.ts';
import { type Sample, type SampleFleet, openSampleFleet } from './sampleFleet.ts';

let open: SampleFleet[] = [];
const homes: string[] = [];

async function openOne(sample: Sample): Promise<SampleFleet> {
  const fleet = await openSampleFleet(sample);
  open.push(fleet);
  return fleet;
}

async function createHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'paradeck-fleet-'));
  homes.push(home);
  return home;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((sample) => sample.close()));
  await Promise.all(homes.splice(0).map((home) => rm(home, { recursive: true, force: true })));
});

const allReady =
  ({ fleet }: SampleFleet) =>
  () =>
    fleet.list().length > 0 && fleet.list().every(({ phase }) => phase === 'ready');

const second = (pcm = '/dev/zero') => ({ pcm: { path: pcm }, fromSample: 0, toSample: 16_000 });

describe('the fleet', () => {
  it('first starts with two CPU instances of the demo model and a front, all ready by themselves', async () => {
    const sample = await openOne({});
    await sample.until('both ready', allReady(sample));
    const views = sample.fleet.list();
    expect(views.map(({ spec }) => [spec.name, spec.port, spec.colour, spec.modelId, spec.device])).toEqual([
      ['Paraformer 1', 6006, 0, 'demo-asr', { kind: 'cpu' }],
      ['Paraformer 2', 6007, 1, 'demo-asr', { kind: 'cpu' }],
    ]);
    for (const view of views) expect(instanceView.parse(view)).toEqual(view);
    await sample.until('a front', () => sample.fleet.fronts().ready === 1);
    expect(sample.fleet.fronts()).toMatchObject({ wanted: 1, failed: null });
    expect(sample.fleet.recognisers.recognisers().map(({ modelKey }) => modelKey)).toEqual([
      'key-asr:int8',
      'key-asr:int8',
    ]);
  });

  it('pushes every change in the words of the contract, and the log as it comes', async () => {
    const sample = await openOne({ workers: [{ loadSteps: 3, loadS: 1, beatS: 0.2 }] });
    await sample.until('memory', () => sample.fleet.list().every(({ rssMiB }) => rssMiB === 50));
    await sample.until('the push of ready', () =>
      sample.events.some((event) => event.type === 'instance.changed' && event.instance.phase === 'ready'),
    );
    for (const event of sample.events) expect(pushEvent.parse(event)).toEqual(event);
    const phases = sample.events.flatMap((event) =>
      event.type === 'instance.changed' ? [event.instance.phase] : [],
    );
    expect(phases).toEqual(expect.arrayContaining(['starting', 'loading', 'ready']));
    await sample.until('log lines', () =>
      sample.events.some(
        (event) => event.type === 'log.appended' && event.lines.some(({ text }) => text.includes('ready')),
      ),
    );
  });

  it('keeps instances over a restart: what ran runs again, what was stopped stays so', async () => {
    const home = await createHome();
    const before = await openOne({ home, workers: [{}, {}, {}] });
    const [first, , third] = before.fleet.list().map(({ spec }) => spec);
    await before.fleet.stop(third?.id ?? '');
    await before.fleet.edit(first?.id ?? '', { name: 'Renamed', colour: 5 });
    await before.close();
    open = open.filter((sample) => sample !== before);
    const after = await openOne({ home });
    await after.until(
      'two ready',
      () => after.fleet.list().filter(({ phase }) => phase === 'ready').length === 2,
    );
    expect(after.fleet.list().map(({ spec, phase }) => [spec.name, spec.colour, phase])).toEqual([
      ['Renamed', 5, 'ready'],
      ['Worker 2', 1, 'ready'],
      ['Worker 3', 2, 'stopped'],
    ]);
  });

  it('says that an edit waits for a restart, and a restart brings it', async () => {
    const sample = await openOne({ workers: [{}, {}] });
    await sample.until('both ready', allReady(sample));
    const [one, other] = sample.fleet.list() as [InstanceView, InstanceView];
    expect((await sample.fleet.edit(one.spec.id, { name: 'New name' })).needsRestart).toBe(false);
    expect((await sample.fleet.edit(one.spec.id, { threads: 7 })).needsRestart).toBe(true);
    await sample.fleet.restart(one.spec.id);
    const restarted = await sample.until('the new process', () => {
      const view = sample.fleet.get(one.spec.id);
      return view.phase === 'ready' && view.pid !== one.pid && view;
    });
    expect(restarted).toMatchObject({ needsRestart: false, threads: 7, restarts: 0 });
    expect(sample.fleet.get(other.spec.id)).toMatchObject({ pid: other.pid, phase: 'ready' });
  });

  it('leaves no working directory of an instance that was removed', async () => {
    const home = await createHome();
    const sample = await openOne({ home, workers: [{}] });
    await sample.until('ready', allReady(sample));
    const id = sample.fleet.list()[0]?.spec.id ?? '';
    const workplace = join(home, 'instances', id);
    await access(workplace);
    await sample.fleet.stop(id);
    await sample.fleet.remove(id);
    await expect(access(workplace)).rejects.toThrow('ENOENT');
  });

  it('refuses what cannot be, with the code for it', async () => {
    const sample = await openOne({ workers: [{}] });
    const { fleet } = sample;
    const id = fleet.list()[0]?.spec.id ?? '';
    const codeOf = (act: Promise<unknown>) =>
      act.then(
        () => 'nothing',
        (thrown: { code?: string }) => thrown.code,
      );
    expect(await codeOf(fleet.create({ name: 'Worker 1' }))).toBe('instance-name-taken');
    expect(await codeOf(fleet.create({ name: 'x', port: 6006 }))).toBe('instance-port-taken');
    expect(await codeOf(fleet.start('nobody'))).toBe('instance-not-found');
    expect(await codeOf(fleet.remove(id))).toBe('instance-not-stopped');
    const lost = await fleet.create({ name: 'lost', modelId: 'gone' });
    expect(await codeOf(fleet.start(lost.spec.id))).toBe('model-not-found');
    const wrong = await fleet.create({ name: 'wrong', modelId: 'demo-vad' });
    expect(await codeOf(fleet.start(wrong.spec.id))).toBe('model-invalid');
    await fleet.stop(id);
    await fleet.remove(id);
    expect(fleet.list().map(({ spec }) => spec.name)).toEqual(['lost', 'wrong']);
    expect(sample.events).toContainEqual({ type: 'instance.removed', id });
  });

  it('waits where there is no environment, and starts when there is one', async () => {
    let python: string | null = null;
    const { path } = await (await import('../box/findPython.ts')).findPython();
    const sample = await openOne({ clockSpeed: 10, ports: { pythonOf: () => python } });
    expect(sample.fleet.list().map(({ phase }) => phase)).toEqual(['blocked', 'blocked']);
    expect(sample.fleet.fronts().failed?.message).toContain('environment');
    await expect(sample.fleet.start(sample.fleet.list()[0]?.spec.id ?? '')).rejects.toMatchObject({
      code: 'engine-not-installed',
    });
    python = path;
    await sample.until('both ready', allReady(sample));
  });

  it('duplicates under a free name and port', async () => {
    const { fleet } = await openOne({ workers: [{}] });
    const copy = await fleet.duplicate(fleet.list()[0]?.spec.id ?? '');
    expect(copy).toMatchObject({ phase: 'stopped', spec: { name: 'Worker 2', port: 6007 } });
  });

  it('gives batches to instances, two aboard at most, and learns their speed', async () => {
    const sample = await openOne({ workers: [{ computeX: 4 }] });
    await sample.until('ready', allReady(sample));
    const { recognisers } = sample.fleet;
    const id = sample.fleet.list()[0]?.spec.id ?? '';
    let changes = 0;
    recognisers.onChange(() => (changes += 1));
    const ask = (batch: string) =>
      recognisers.recognise(id, { id: batch, segments: [second(), second()], hotwords: [], audioS: 2 });
    const both = [ask('a'), ask('b')];
    expect(recognisers.recognisers()[0]?.aboard).toBe(2);
    await expect(ask('c')).rejects.toMatchObject({ kind: 'dropped' });
    const [a, b] = await Promise.all(both);
    expect(a?.results).toHaveLength(2);
    expect(a?.results).toEqual(b?.results);
    expect(changes).toBeGreaterThanOrEqual(2);
    const { speedX } = sample.fleet.get(id);
    expect(speedX).toBeGreaterThan(0);
    expect(speedX).toBeLessThanOrEqual(4.1);
  });

  it('takes a waiting batch back', async () => {
    const goOn = join(await createHome(), 'go on');
    const sample = await openOne({ workers: [{ heldUntil: goOn }] });
    await sample.until('ready', allReady(sample));
    const id = sample.fleet.list()[0]?.spec.id ?? '';
    const batch = { segments: [second()], hotwords: [], audioS: 1 };
    const first = sample.fleet.recognisers.recognise(id, { id: 'a', ...batch });
    const waiting = sample.fleet.recognisers.recognise(id, { id: 'b', ...batch });
    sample.fleet.recognisers.drop(id, 'b');
    await expect(waiting).rejects.toMatchObject({ kind: 'dropped' });
    await writeFile(goOn, '');
    expect((await first).results).toHaveLength(1);
  });
});
