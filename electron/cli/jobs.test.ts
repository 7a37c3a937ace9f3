import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectHome } from '../host/doors/homeSocket/homeClient.ts';
import { makeTrialCli, serve } from './trialCli.ts';
import type { TrialCli } from './trialCli.ts';

let box: TrialCli;
beforeEach(async () => {
  box = await makeTrialCli();
});
afterEach(() => box.close());

test('jobs: listed, paused, put first, resumed, cancelled, retried and removed by the end of an id', async () => {
  expect((await box.run(['jobs'])).stderr).toContain('paradeck serve');
  await serve(box);
  const client = await connectHome(box.home);
  const { instances } = (await client?.call('host.snapshot', {})) ?? { instances: [] };
  for (const { spec } of instances) await client?.call('instances.stop', { id: spec.id });
  const path = await box.writeWav('会议.wav', 3);
  const { id } = (await client?.call('jobs.submit', { path, target: { kind: 'fleet' } })) ?? { id: '' };
  const tail = id.slice(-8);
  for (const [verb, word] of [
    ['pause', '已暂停'],
    ['next', '已暂停'],
  ]) {
    const ran = await box.run(['jobs', verb ?? '', tail], { LANG: 'zh_CN.UTF-8' });
    expect([ran.code, ran.stdout]).toEqual([
      0,
      expect.stringMatching(new RegExp(`^${id}  ${word}  .*  会议\\.wav\n$`)),
    ]);
  }
  expect((await box.run(['jobs', 'list'])).stdout).toContain('  paused  ');
  expect((await box.run(['jobs', 'resume', tail])).stdout).not.toContain('paused');
  expect((await box.run(['jobs', 'cancel', tail])).stdout).toContain('  cancelled  ');
  const listed = JSON.parse((await box.run(['jobs', 'list', '--all', '--json'])).stdout) as unknown[];
  expect(listed).toEqual([expect.objectContaining({ id, state: 'cancelled', sameAs: null })]);
  expect((await box.run(['jobs', 'retry', tail])).stdout).toMatch(/  (queued|waiting)  /);
  const counted = await box.run(['jobs', 'rm', '--older-than', '0']);
  expect([counted.stdout, counted.stderr]).toEqual(['0\n', '']);
  await box.run(['jobs', 'cancel', tail]);
  const meant = await box.run(['jobs', 'rm', '--older-than', '0']);
  expect([meant.stdout, meant.stderr]).toEqual(['1\n', expect.stringContaining('--yes')]);
  expect((await box.run(['jobs', 'rm', tail])).stdout).toBe(`${id}\n`);
  expect((await box.run(['jobs', 'list', '--all'])).stdout).toBe('');
  expect((await box.run(['jobs', 'rm', tail, '--older-than', '3'])).code).toBe(2);
  const [none, bare] = [await box.run(['jobs', 'pause', 'nobody']), await box.run(['jobs', 'pause'])];
  expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('job-not-found')]);
  expect([bare.code, bare.stderr]).toEqual([2, expect.stringContaining('needs the id of a job')]);
  client?.close();
}, 60_000);
