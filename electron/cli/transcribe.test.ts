import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectHome } from '../host/doors/homeSocket/homeClient.ts';
import { makeTrialCli, readLeft, serve } from './trialCli.ts';
import type { TrialCli } from './trialCli.ts';

let box: TrialCli;
beforeEach(async () => {
  box = await makeTrialCli();
});
afterEach(() => box.close());

test('transcribe alone: text on stdout, the rest on stderr, and nothing left running', async () => {
  const path = await box.writeWav('会议 1.wav', 5);
  const ran = await box.run(['transcribe', path, '--timings']);
  expect(ran.stderr).not.toContain('details');
  expect(ran.code).toBe(0);
  expect(ran.stdout).toMatch(/^\p{Script=Han}+[，。\p{Script=Han}]*。\n$/u);
  expect(ran.stderr).toMatch(/1 file · audio 0:05 · [\d.]+ s · [\d.]+ × real time · first text/);
  expect(ran.stderr).toContain('会议 1.wav (0:05): ');
  expect(await readLeft(box)).toEqual([]);
});

test('several files: each under its header, in the order given; one bad one costs exit 1 and only itself', async () => {
  const good = [await box.writeWav('b.wav', 30), await box.writeWav('a.wav', 3)];
  const bad = join(box.files, 'text.wav');
  await writeFile(bad, 'not audio at all\n'.repeat(100));
  await mkdir(join(box.files, 'folder'));
  const cut = 'cut \u001b[31m.wav';
  await writeFile(join(box.files, cut), (await readFile(good[0] ?? '')).subarray(0, 400_000));
  const args = [good[0] ?? '', bad, 'nowhere.wav', 'folder', good[1] ?? '', cut];
  const ran = await box.run(['transcribe', ...args], { LANG: 'zh_CN.UTF-8' });
  expect(ran.code).toBe(1);
  expect([...ran.stdout.matchAll(/^==> (.*) <==$/gm)].map((match) => match[1])).toEqual([
    'b.wav',
    'a.wav',
    String.raw`cut \u{1b}[31m.wav`,
  ]);
  for (const failure of [
    String.raw`cut \u{1b}[31m.wav: 文件中途截断，以上是完整部分的文字`,
    'text.wav: file-not-audio: 无法识别该文件中的音频。\n  解决办法: ',
    'nowhere.wav: file-not-found: 找不到该文件。\n  解决办法: ',
    'folder: file-is-folder: 这是文件夹，不是文件。\n  解决办法: ',
  ]) {
    expect(ran.stderr).toContain(failure);
  }
});

test('only bad arguments: no host is started for them', async () => {
  await mkdir(join(box.files, 'folder'));
  const ran = await box.run(['transcribe', 'folder', 'nowhere.wav']);
  expect([ran.code, ran.stdout]).toEqual([1, '']);
  expect(ran.stderr).toContain('--recursive');
  expect(ran.stderr).toContain('nowhere.wav: file-not-found');
  expect((await box.run(['transcribe', '-'])).code).toBe(2);
  await expect(readdir(box.home)).rejects.toThrow('ENOENT');
});

test('--out writes files and never replaces one; --recursive takes the audio of folders', async () => {
  await mkdir(join(box.files, 'talks'));
  await box.writeWav('talks/a.wav', 3);
  await box.writeWav('talks/b.wav', 3);
  await writeFile(join(box.files, 'talks', 'notes.txt'), 'x');
  const args = ['transcribe', 'talks', '--recursive', '--format', 'srt', '--out', 'out dir'];
  const first = await box.run(args);
  expect(first, first.stderr).toMatchObject({ code: 0, stdout: '' });
  expect((await readdir(join(box.files, 'out dir'))).toSorted()).toEqual(['a.srt', 'b.srt']);
  await writeFile(join(box.files, 'out dir', 'a.srt'), 'mine');
  const second = await box.run(args);
  expect(second, second.stderr).toMatchObject({ code: 0 });
  expect(await readFile(join(box.files, 'out dir', 'a.srt'), 'utf8')).toBe('mine');
  expect(await readFile(join(box.files, 'out dir', 'a (2).srt'), 'utf8')).toContain('00:00:0');
}, 60_000);

test('an output folder that can’t be made: its cause, exit 1, and no host is started for it', async () => {
  const path = await box.writeWav('a.wav', 3);
  await writeFile(join(box.files, 'taken'), '');
  for (const out of ['taken', 'taken/deeper', '/proc/paradeck/deeper']) {
    const ran = await box.run(['transcribe', path, '--out', out]);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('output-not-writable');
  }
  await expect(readdir(box.home)).rejects.toThrow('ENOENT');
});

test('when no worker can come up it says why and ends, instead of waiting for ever', async () => {
  await box.setSwitches({ role: 'recogniser', failLoad: 'this model is broken' });
  const ran = await box.run(['transcribe', await box.writeWav('a.wav', 3)]);
  expect([ran.code, ran.stdout]).toEqual([1, '']);
  expect(ran.stderr).toContain('instance-unavailable');
  expect(ran.stderr).toContain('this model is broken');
  expect(await readLeft(box)).toEqual([]);
}, 60_000);

test('Ctrl-C cancels its jobs, ends its workers and exits 130', async () => {
  await box.setSwitches({ role: 'recogniser', computeS: 600 });
  const running = box.start(['transcribe', await box.writeWav('a.wav', 20)]);
  const client = await untilHost();
  const isRunning = Promise.withResolvers<undefined>();
  await client.onPush(({ event }) => {
    if (event.type === 'job.changed' && event.job.state === 'running') isRunning.resolve(undefined);
  });
  const { jobs } = await client.call('jobs.list', {});
  if (jobs[0]?.state !== 'running') await isRunning.promise;
  running.child.kill('SIGINT');
  expect((await running.ended).code).toBe(130);
  expect(await readLeft(box)).toEqual([]);
  await serve(box);
  const again = await connectHome(box.home);
  expect((await again?.call('jobs.list', {}))?.jobs.map(({ state }) => state)).toEqual(['cancelled']);
  again?.close();
}, 60_000);

async function untilHost() {
  for (;;) {
    const client = await connectHome(box.home);
    if (client) return client;
    await new Promise(setImmediate);
  }
}

test('transcribe attaches to the running host and leaves it running; --instance pins to one', async () => {
  const running = await serve(box);
  const path = await box.writeWav('a.wav', 3);
  const ran = await box.run(['transcribe', path, '--instance', 'Paraformer 2']);
  expect([ran.code, ran.stderr.includes('details')]).toEqual([0, false]);
  const client = await connectHome(box.home);
  const { jobs, instances } = (await client?.call('host.snapshot', {})) ?? { jobs: [], instances: [] };
  const two = instances.find(({ spec }) => spec.name === 'Paraformer 2');
  expect(jobs[0]?.ranOn).toEqual([two?.spec.id]);
  client?.close();
  const none = await box.run(['transcribe', path, '--instance', 'nobody']);
  expect(none.code).toBe(1);
  expect(none.stderr).toContain('instance-not-found');
  expect(running.child.exitCode).toBeNull();
  const status = await box.run(['status']);
  expect(status.code).toBe(0);
  expect(status.stdout).toContain(`pid ${running.child.pid}`);
  expect(status.stdout).toContain('Paraformer 1: ');
}, 60_000);

test('a file for a stopped instance of a running host waits, says why, and goes on once it is started', async () => {
  await serve(box);
  const client = await connectHome(box.home);
  const call = client?.call;
  const { instances } = (await call?.('host.snapshot', {})) ?? { instances: [] };
  const id = instances[0]?.spec.id ?? '';
  await call?.('instances.stop', { id });
  const running = box.start(['transcribe', await box.writeWav('a.wav', 3), '--instance', id]);
  await running.told(/a\.wav: waits: its instance is stopped/);
  await call?.('instances.start', { id });
  expect((await running.ended).code).toBe(0);
  client?.close();
}, 60_000);

test('when the reader of its output goes away it ends early, workers and all', async () => {
  const paths = [await box.writeWav('a.wav', 3), await box.writeWav('b.wav', 3)];
  const running = box.start(['transcribe', ...paths]);
  running.child.stdout?.destroy();
  await running.ended;
  expect((await running.ended).stderr).not.toContain('EPIPE');
  expect(await readLeft(box)).toEqual([]);
}, 60_000);

test('hotwords: those of the settings, else those of the command line; wrong ones are named before a host is started', async () => {
  const long = await box.run(['transcribe', 'a.wav', '--hotword', '字'.repeat(65)]);
  expect([long.code, long.stdout]).toEqual([2, '']);
  expect(long.stderr).toContain('a hotword has at most 64 characters: 字字');
  const missing = await box.run(['transcribe', 'a.wav', '--hotwords', 'nowhere.txt']);
  expect([missing.code, missing.stderr.split('\n')[0]]).toEqual([2, expect.stringContaining('nowhere.txt')]);
  await serve(box);
  const client = await connectHome(box.home);
  await client?.call('settings.set', { hotwords: [' 成都 ', '', '成都', '北京'] });
  const path = await box.writeWav('a.wav', 3);
  await writeFile(join(box.files, 'names.txt'), '# people\n张老师\n');
  const runs: readonly [readonly string[], readonly string[]][] = [
    [[], ['成都', '北京']],
    [
      ['--hotwords', 'names.txt', '--hotword', 'ParaDeck', '--hotword', '张老师'],
      ['张老师', 'ParaDeck'],
    ],
    [['--hotwords', ''], []],
  ];
  for (const [options, expected] of runs) {
    const ran = await box.run(['transcribe', path, '--format', 'json', ...options]);
    expect(ran.code, ran.stderr).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({ hotwords: expected });
  }
  client?.close();
}, 60_000);

test('--list: its files beside those named, relative to its folder; what is missing is told one by one', async () => {
  await mkdir(join(box.files, 'talks'));
  await box.writeWav('talks/周 会.wav', 3);
  const named = await box.writeWav('named.wav', 3);
  await writeFile(join(box.files, 'talks', 'list.txt'), '\uFEFF周 会.wav\r\n\r\ngone.wav\r\n../lost.wav\r\n');
  const ran = await box.run(['transcribe', named, '--list', 'talks/list.txt']);
  expect(ran.code).toBe(1);
  expect([...ran.stdout.matchAll(/^==> (.*) <==$/gm)].map((match) => match[1])).toEqual([
    'named.wav',
    '周 会.wav',
  ]);
  for (const name of ['gone.wav', 'lost.wav']) expect(ran.stderr).toContain(`${name}: file-not-found`);
  await writeFile(join(box.files, 'empty.txt'), '\n');
  for (const [list, words] of [
    ['empty.txt', 'names no file'],
    ['nowhere.txt', 'nowhere.txt'],
  ]) {
    const none = await box.run(['transcribe', '--list', list ?? '']);
    expect([none.code, none.stderr.split('\n')[0]]).toEqual([2, expect.stringContaining(words ?? '')]);
  }
}, 60_000);
