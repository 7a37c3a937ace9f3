import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTrialCli, serve } from './trialCli.ts';
import type { TrialCli } from './trialCli.ts';

let box: TrialCli;
beforeEach(async () => {
  box = await makeTrialCli();
});
afterEach(() => box.close());

test('watch: a folder is added, kept, looked at by the host that serves, turned off and removed', async () => {
  const inbox = join(await realpath(box.files), 'inbox');
  await mkdir(inbox);
  const added = await box.run(['watch', 'add', 'inbox']);
  expect([added.code, added.stdout]).toEqual([0, `${inbox}  not looked at yet  — / 0 / 0  → the fleet\n`]);
  await serve(box);
  const listed = async (): Promise<string> =>
    (await box.run(['watch', 'list'], { LANG: 'zh_CN.UTF-8' })).stdout;
  await expect.poll(listed, { timeout: 30_000 }).toBe(`${inbox}  监视中  0 / 0 / 0  → 集群\n`);
  expect((await box.run(['watch', 'off', inbox])).stdout).toBe(`${inbox}\n`);
  const [watch] = JSON.parse((await box.run(['watch', 'list', '--json'])).stdout) as object[];
  expect(watch).toMatchObject({ dir: inbox, state: 'off', isOn: false });
  expect((await box.run(['watch', 'rm', 'inbox'])).code).toBe(0);
  const refused = await Promise.all([
    box.run(['watch', 'rm', 'inbox']),
    box.run(['watch', 'add', 'nowhere']),
    box.run(['watch', 'add', inbox, '--instance', 'nobody']),
  ]);
  expect(refused.map(({ code }) => code)).toEqual([2, 1, 1]);
  expect(refused[1]?.stderr).toContain('folder-not-found');
  expect(refused[2]?.stderr).toContain('instance-not-found');
}, 180_000);
