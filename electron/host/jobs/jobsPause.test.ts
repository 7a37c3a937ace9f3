import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JobView } from '../../contract/job.ts';
import { openJobsHome } from './jobsHome.ts';
import type { JobsHome } from './jobsHome.ts';
import { writeSpeech } from './testSound.ts';

let home: JobsHome;
beforeEach(async () => {
  home = await openJobsHome();
});
afterEach(async () => {
  await home.close();
});

async function submit(name: string, seconds: number, isInteractive = false): Promise<string> {
  const path = join(home.files, `${name}.wav`);
  await writeSpeech(path, seconds);
  return (await home.jobs.submit({ path, target: { kind: 'fleet' }, isUpload: false, isInteractive })).id;
}

/** Lets two batches through, holds the rest until the answer is called. */
function holdThirdBatch(): { readonly held: Promise<void>; readonly letGo: () => void } {
  const [held, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let batches = 0;
  home.pool.before = () => {
    batches += 1;
    if (batches < 3) return Promise.resolve();
    held.resolve();
    return go.promise;
  };
  return { held: held.promise, letGo: () => go.resolve() };
}

const sentSegments = (): number => home.pool.sent.flatMap(({ segments }) => segments).length;

test('a paused job keeps what it has, is sent no further, lets others by, and goes on where it was', async () => {
  home.pool.add('a');
  const { held, letGo } = holdThirdBatch();
  const id = await submit('long', 600);
  await held;
  expect((await home.jobs.pause(id)).state).toBe('paused');
  const sent = sentSegments();
  letGo();
  // Its sound leaves only when what is in hand was answered.
  await home.until(id, ({ progress }) => progress.recognisedS > 0);
  const other = await submit('other', 20);
  expect((await home.ended(other)).state).toBe('done');
  const otherS = (await home.jobs.segments(other)).segments.length;
  expect(sentSegments()).toBe(sent + otherS);
  expect((await home.jobs.get(id)).state).toBe('paused');
  expect((await home.jobs.resume(id)).state).not.toBe('paused');
  expect((await home.ended(id)).state).toBe('done');
  const all = (await home.jobs.segments(id)).segments.length;
  expect(sentSegments()).toBe(all + otherS);
  expect((await home.jobs.transcript(id)).holes).toEqual([]);
  expect(home.errors).toEqual([]);
});

test('paused stays paused over a restart of the host, and counts as waiting', async () => {
  const id = await submit('a', 5);
  await home.jobs.pause(id);
  home.pool.add('a');
  await home.reopen();
  const other = await submit('b', 5);
  await home.ended(other);
  expect((await home.jobs.get(id)).state).toBe('paused');
  expect(home.jobs.counts()).toEqual({ active: 0, waiting: 1, done: 1, failed: 0 });
  await home.jobs.resume(id);
  expect((await home.ended(id)).state).toBe('done');
});

test('all are paused together, and go on together, those paused before among them', async () => {
  const ids = [await submit('a', 5), await submit('b', 6), await submit('c', 7)];
  await home.jobs.pause(ids[0] ?? '');
  expect(await home.jobs.pauseAll()).toBe(2);
  home.pool.add('a');
  const states = await Promise.all(ids.map(async (id) => (await home.jobs.get(id)).state));
  expect(states).toEqual(['paused', 'paused', 'paused']);
  expect(await home.jobs.pauseAll()).toBe(0);
  expect(await home.jobs.resumeAll()).toBe(3);
  for (const id of ids) expect((await home.ended(id)).state).toBe('done');
  expect(await home.jobs.resumeAll()).toBe(0);
});

test('paused while it is decoded and its speech is looked for: nothing more of it is asked for', async () => {
  home.pool.add('a');
  const [asked, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  home.fronts.before = () => {
    asked.resolve();
    return go.promise;
  };
  const id = await submit('long', 300);
  await asked.promise;
  await home.jobs.pause(id);
  const windows = home.fronts.windows.length;
  go.resolve();
  home.fronts.before = () => Promise.resolve();
  await home.ended(await submit('other', 5));
  expect(JSON.stringify(home.pool.sent)).not.toContain(id);
  expect(home.fronts.windows.length).toBeLessThanOrEqual(windows + 2);
  await home.jobs.resume(id);
  expect((await home.ended(id)).progress.totalS).toBe(300);
  expect((await home.jobs.transcript(id)).holes).toEqual([]);
});

test('a job put first comes before those that arrived earlier, over a restart too', async () => {
  const ids = [await submit('a', 5), await submit('b', 5), await submit('c', 5)];
  const last = ids[2] ?? '';
  for (const id of ids) await home.until(id, ({ progress }) => progress.scannedS === 5);
  expect((await home.jobs.next(last)).putFirstAt).not.toBeNull();
  await home.reopen();
  home.pool.add('a');
  await Promise.all(ids.map((id) => home.ended(id)));
  expect(JSON.stringify(home.pool.sent[0]?.segments[0])).toContain(last);
});

test('what somebody waits for comes before files that were dropped earlier, over a restart too', async () => {
  const ids = [await submit('a', 5), await submit('b', 5), await submit('asked', 30, true)];
  const asked = ids[2] ?? '';
  for (const id of ids) await home.until(id, ({ progress }) => progress.scannedS >= 5);
  await home.reopen();
  await home.until(asked, ({ progress }) => progress.scannedS === 30);
  home.pool.add('a');
  await Promise.all(ids.map((id) => home.ended(id)));
  expect(JSON.stringify(home.pool.sent[0]?.segments[0])).toContain(asked);
});

test('a paused job can be cancelled and done again; one that ended is neither paused nor put first', async () => {
  const id = await submit('a', 5);
  await home.jobs.pause(id);
  expect((await home.jobs.cancel(id)).state).toBe('cancelled');
  for (const order of [home.jobs.pause, home.jobs.resume, home.jobs.next]) {
    await expect(order.call(home.jobs, id)).rejects.toMatchObject({ code: 'bad-request' });
  }
  home.pool.add('a');
  await home.jobs.retry(id);
  expect((await home.ended(id)).state).toBe('done');
});

test('paused and resumed at every push, it ends once, whole, with no segment sent twice', async () => {
  const id = await submit('long', 400);
  const other = await submit('other', 60);
  // Only now: at the first pause nothing of it is done, however quick the instances are.
  await home.jobs.pause(id);
  home.pool.add('a');
  home.pool.add('b');
  for (let at = 0; at < 30; at += 1) {
    await home.jobs.pause(id).catch(() => undefined);
    if (at % 3 === 0) await home.jobs.next(other).catch(() => undefined);
    const { progress } = await home.jobs.resume(id).catch(() => home.jobs.get(id));
    const isOn = ({ state, progress: now }: JobView): boolean =>
      state === 'done' || now.recognisedS > progress.recognisedS || now.decodedS > progress.decodedS;
    if (at % 5 === 0) await home.until(id, isOn);
  }
  await home.jobs.resume(id).catch(() => undefined);
  expect((await home.ended(id)).state).toBe('done');
  expect((await home.ended(other)).state).toBe('done');
  expect((await home.jobs.transcript(id)).holes).toEqual([]);
  const all = await Promise.all(
    [id, other].map(async (one) => (await home.jobs.segments(one)).segments.length),
  );
  expect(sentSegments()).toBe(all.reduce((sum, count) => sum + count, 0));
  expect(home.errors).toEqual([]);
});

test('sound that was whole before a restart, and not looked through, is looked through after it', async () => {
  home.fronts.before = () => new Promise(() => undefined);
  const id = await submit('a', 5);
  await home.until(id, ({ progress }) => progress.totalS === 5);
  home.fronts.before = () => Promise.resolve();
  home.pool.add('a');
  await home.reopen();
  expect((await home.ended(id)).state).toBe('done');
});
