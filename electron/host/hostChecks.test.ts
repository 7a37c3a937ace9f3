import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { callOf, localScopes } from './doors/serve.ts';
import { openHost } from './host.ts';
import type { Host } from './host.ts';
import { makeTrialRoot } from './trialRoot.ts';
import type { TrialRoot } from './trialRoot.ts';

let trial: TrialRoot;
let host: Host | null = null;
beforeEach(async () => {
  trial = await makeTrialRoot();
  vi.stubEnv('PARADECK_ENVS', trial.envs);
  vi.stubEnv('SSH_CONNECTION', '');
});
afterEach(async () => {
  await host?.close();
  host = null;
  await trial.close();
  vi.unstubAllEnvs();
});

async function open() {
  const { home, root } = trial;
  host = await openHost({ home, root, shell: 'headless', startsWorkers: false });
  const call = callOf(host.serve, { scopes: localScopes, who: 'test' });
  return { host, check: async () => (await call('host.checks', {})).findings };
}

it('tells of a journal and of settings found damaged, with what was kept of them', async () => {
  await mkdir(trial.home, { recursive: true });
  await writeFile(join(trial.home, 'paradeck.db'), 'this is no database '.repeat(500));
  await writeFile(join(trial.home, 'settings.json'), '{ torn');
  const { check } = await open();
  const damaged = (await check()).filter(({ code }) => code === 'home-file-damaged');
  expect(damaged.map(({ verdict, detail }) => [verdict, detail['file'], detail['kept']])).toEqual([
    ['warning', 'paradeck.db', expect.stringMatching(/^paradeck\.db\.damaged-\w+$/)],
    ['warning', 'settings.json', 'settings.json.damaged'],
  ]);
}, 60_000);

it('knows on which port it serves the panel, and gives those who ask together one answer', async () => {
  const opened = await open();
  const codes = (await opened.check()).map(({ code }) => code);
  expect(codes).not.toContain('panel-local');
  const { port } = await opened.host.openPanel({ host: '127.0.0.1', port: 0 });
  const [first, second] = await Promise.all([opened.check(), opened.check()]);
  expect(first.find(({ code }) => code === 'panel-local')?.detail).toEqual({ port });
  expect(second).toEqual(first);
}, 60_000);
