import { existsSync } from 'node:fs';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { finding } from '../contract/machine.ts';
import { connectHome } from '../host/doors/homeSocket/homeClient.ts';
import { link, makeTrialCli, readLeft, serve } from './trialCli.ts';
import type { TrialCli } from './trialCli.ts';

let box: TrialCli;
beforeEach(async () => {
  box = await makeTrialCli();
});
afterEach(() => box.close());

const fakeSmi = fileURLToPath(new URL('../../e2e/fakes/nvidia-smi.py', import.meta.url));
const commands = ['serve', 'open', 'transcribe', 'status', 'doctor', 'instances', 'models', 'engines'];

test('help, and help for each command, in both languages; misuse exits 2 with the usage', async () => {
  expect((await box.run(['--help'])).stdout).toContain('transcribe  turns audio files into text');
  for (const command of commands) {
    const help = await box.run([command, '--help']);
    expect([help.code, help.stdout.split(/\s/, 2)], command).toEqual([0, ['paradeck', command]]);
  }
  expect((await box.run(['serve', '-h'], { LANG: 'zh_CN.UTF-8' })).stdout).toContain('运行主机');
  for (const args of [
    [],
    ['nope'],
    ['serve', '--bogus'],
    ['serve', '--port', 'x'],
    ['serve', '--port', '70000'],
    ['serve', '--simulate-box', '9x24GiB'],
    ['transcribe'],
    ['transcribe', 'a.wav', '--format', 'docx'],
    ['instances', 'paint'],
    ['instances', 'add'],
    ['instances', 'add', '--name', 'x', '--device', 'moon'],
    ['models', 'add'],
    ['models', 'get', '../x'],
    ['models', 'get', 'a/b', '--hub', 'attic'],
    ['engines', 'install'],
    ['engines', 'install', 'torch'],
    ['engines', 'install', 'funasr', '--torch-index', 'ftp://x'],
    ['engines', 'list', '--dry-run'],
    ['engines', 'mend'],
    ['status', 'extra'],
  ]) {
    const misused = await box.run(args);
    expect([misused.code, misused.stdout], args.join(' ')).toEqual([2, '']);
    expect(misused.stderr, args.join(' ')).toContain('paradeck ');
  }
}, 120_000);

test('serve: its link opens the panel, a second serve only prints a new one, TERM ends it and its workers', async () => {
  const running = await serve(box);
  const first = (await running.printed(link)).trim();
  expect((await fetch(first)).status).toBe(200);
  const second = await box.run(['serve', '--no-open', '--port', '0']);
  expect(second.code).toBe(0);
  expect(second.stderr).toContain('running already');
  expect(link.exec(second.stdout)?.[1]).toBe(link.exec(first)?.[1]);
  expect(second.stdout.trim()).not.toBe(first);
  const opened = await box.run(['open', '--no-open']);
  expect([opened.code, link.test(opened.stdout)]).toEqual([0, true]);
  running.child.kill('SIGTERM');
  expect((await running.ended).code).toBe(0);
  expect(await readLeft(box)).toEqual([]);
  expect((await box.run(['open', '--no-open'])).code).toBe(1);
}, 60_000);

test('serve refuses other addresses without a key and names who has a taken port', async () => {
  const outside = await box.run(['serve', '--no-open', '--port', '0', '--host', '0.0.0.0']);
  expect([outside.code, outside.stdout]).toEqual([1, '']);
  expect(outside.stderr).toContain('needs a key for the panel');
  const running = await serve(box);
  const port = link.exec(await running.printed(link))?.[1] ?? '';
  const taken = await box.run(['serve', '--no-open', '--port', port], {
    PARADECK_HOME: join(box.files, 'home 2'),
  });
  expect(taken.code).toBe(1);
  expect(taken.stderr).toContain(`port-taken: Port ${port} is taken. node (pid ${running.child.pid})`);
}, 60_000);

test('a host that was SIGKILLed is replaced, its unfinished job goes on, and who waited for it is told so', async () => {
  await box.setSwitches({ role: 'recogniser', computeS: 600 });
  const killed = await serve(box);
  const client = await connectHome(box.home);
  const accepted = Promise.withResolvers<string>();
  await client?.onPush(({ event }) => {
    if (event.type === 'job.changed') accepted.resolve(event.job.id);
  });
  const waiting = box.start(['transcribe', await box.writeWav('a.wav', 5)]);
  const id = await accepted.promise;
  killed.child.kill('SIGKILL');
  await killed.ended;
  const told = await waiting.ended;
  expect([told.code, told.stdout]).toEqual([1, '']);
  expect(told.stderr).toContain('Start it again: paradeck serve.');
  await box.setSwitches({});
  await serve(box);
  const again = await connectHome(box.home);
  const done = Promise.withResolvers<undefined>();
  await again?.onPush(({ event }) => {
    if (event.type === 'job.changed' && event.job.id === id && event.job.state === 'done')
      done.resolve(undefined);
  });
  if ((await again?.call('jobs.get', { id }))?.state !== 'done') await done.promise;
  again?.close();
}, 60_000);

test('instances and models are kept without a running host; start and stop need one', async () => {
  expect((await box.run(['status'])).code).toBe(1);
  expect(
    (await box.run(['instances', 'add', '--name', '三号', '--threads', '1', '--autostart', 'no'])).code,
  ).toBe(0);
  expect((await box.run(['instances', 'edit', '三号', '--name', 'three'])).stdout).toContain(
    'three: stopped',
  );
  const twice = await box.run(['instances', 'add', '--name', 'three']);
  expect([twice.code, twice.stderr.includes('instance-name-taken')]).toEqual([1, true]);
  const bad = await box.run(['instances', 'edit', 'three', '--precision', 'double']);
  expect(bad.stderr).toContain('bad-request');
  expect((await box.run(['instances', 'start', 'three'])).stderr).toContain('instance-unavailable');
  expect((await box.run(['instances', 'rm', 'three'])).code).toBe(0);
  expect((await box.run(['instances'])).stdout).not.toContain('three');
  expect((await box.run(['models', 'list'])).stdout).toContain('demo-asr');
  await symlink(join(box.root, 'resources', 'demo-model', 'asr'), join(box.files, 'mine'));
  const added = await box.run(['models', 'add', 'mine']);
  expect([added.code, added.stdout.includes('asr')]).toEqual([0, true]);
  const nowhere = await box.run(['models', 'add', 'nowhere']);
  expect(nowhere.code).toBe(1);
}, 120_000);

test('instances measure: the running host restarts it, and what it found is told', async () => {
  const tuning = { threads: 2, lanes: 4, batch: 'single' };
  await box.setSwitches({ tuned: { tuning, gain: 1.3 } });
  expect((await box.run(['instances', 'measure', 'Paraformer 2'])).stderr).toContain('instance-unavailable');
  await serve(box);
  const client = await connectHome(box.home);
  const measured = Promise.withResolvers<undefined>();
  await client?.onPush(({ event }) => {
    if (event.type === 'instance.changed' && event.instance.tuned !== null) measured.resolve(undefined);
  });
  expect((await box.run(['instances', 'list'])).stdout).not.toContain('at once');
  const asked = await box.run(['instances', 'measure', 'Paraformer 2']);
  expect([asked.code, asked.stdout]).toEqual([0, expect.stringContaining('Paraformer 2: ') as string]);
  await measured.promise;
  client?.close();
  const listed = await box.run(['instances', 'list']);
  expect(listed.stdout).toMatch(/Paraformer 2: .*4 at once on 2 threads \(1\.30× by it\)/);
  const nobody = await box.run(['instances', 'measure', 'nobody']);
  expect([nobody.code, nobody.stderr.includes('instance-not-found')]).toEqual([1, true]);
}, 60_000);

test('a card is chosen by its number and kept by its UUID', async () => {
  const scenario = join(box.files, 'cards.json');
  const card = { index: 3, uuid: 'GPU-aaaa', name: 'NVIDIA L40S', totalMiB: 46_068 };
  await writeFile(scenario, JSON.stringify({ cards: [card] }));
  const env = { PARADECK_NVIDIA_SMI: fakeSmi, PARADECK_FAKE_GPU: scenario };
  const add = ['instances', 'add', '--name', 'x', '--autostart', 'no', '--device'];
  const missing = await box.run([...add, 'gpu:0'], env);
  expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('gpu-not-found') as string]);
  const added = await box.run([...add, 'gpu:3'], env);
  expect([added.stderr, added.code]).toEqual(['', 0]);
  const specs = await readFile(join(box.home, 'instances.json'), 'utf8');
  expect(specs).toMatch(/"uuid":\s*"GPU-aaaa"/);
}, 60_000);

test('a home that can’t be written: its cause and fix, exit 1', async () => {
  const ran = await box.run(['serve', '--no-open', '--port', '0'], { PARADECK_HOME: '/proc/paradeck' });
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain('home-not-writable: The data home /proc/paradeck can’t be written to.');
  expect(ran.stderr).toContain('PARADECK_HOME');
});

test('doctor names what is good and what is missing without a running host, and opens nothing', async () => {
  const ran = await box.run(['doctor']);
  expect(ran.stderr).toBe('');
  expect(ran.stdout).toContain('[good] models-good: ');
  // The engine's environment of this box is a fake: it has no onnxruntime.
  expect(ran.stdout).toMatch(/^ {2}\[bad\] .*\n {6}fix: .*\n {6}run: /m);
  expect(ran.code).toBe(1);
  expect(existsSync(box.home)).toBe(false);
  const told = await box.run(['doctor', '--json'], { LANG: 'zh_CN.UTF-8' });
  const { findings } = JSON.parse(told.stdout) as { findings: unknown[] };
  expect(findings.map((one) => finding.parse(one))).toEqual(findings);
  expect(told.code).toBe(1);
  expect(await readLeft(box)).toEqual([]);
}, 120_000);

test('doctor asks the running host, in the language of the terminal', async () => {
  const running = await serve(box);
  const port = link.exec(await running.printed(link))?.[1] ?? '';
  const ran = await box.run(['doctor'], { LANG: 'zh_CN.UTF-8', SSH_CONNECTION: '' });
  expect(ran.stderr).toBe('');
  expect(ran.stdout).toContain('[正常] models-good: 有 3 个模型可用。');
  // Only the host knows on which port it serves the panel.
  expect(ran.stdout).toMatch(new RegExp(`panel-(local|behind-ssh): .*${port}`));
}, 120_000);
