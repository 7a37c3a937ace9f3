/** The desktop as the packager lays it out: its bundle alone without node_modules, its resources beside it. */
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect } from 'playwright/test';
import { connectHome } from '../electron/host/doors/homeSocket/homeClient.ts';
import type { HomeClient } from '../electron/host/doors/homeSocket/homeClient.ts';
import { root, samplesDir } from './box.ts';
import { test } from './shellTrial.ts';

interface Resource {
  readonly from: string;
  readonly to: string;
  readonly filter?: readonly string[];
}

/** Exclusions of whole folders are all this project's filters use. */
function isLeftOut(path: string, filter: readonly string[] = []): boolean {
  const names = filter
    .filter((one) => one.startsWith('!'))
    .map((one) => one.slice(1).replace(/^\*\*\/|\/\*\*$/g, ''));
  const [top = ''] = path.split('/');
  return names.includes(top) || path.split('/').includes('__pycache__');
}

async function layOut(dir: string): Promise<void> {
  const { extraResources } = JSON.parse(
    await readFile(join(root, '.config', 'electron-builder.json'), 'utf8'),
  );
  for (const { from, to, filter } of extraResources as readonly Resource[]) {
    await mkdir(dirname(join(dir, to)), { recursive: true });
    const source = join(root, from);
    await cp(source, join(dir, to), {
      recursive: true,
      filter: (path) => !isLeftOut(relative(source, path), filter),
    });
  }
  await cp(join(root, 'dist', 'shell'), join(dir, 'app', 'dist', 'shell'), { recursive: true });
  await cp(join(root, 'package.json'), join(dir, 'app', 'package.json'));
}

/** As an AppImage's mount goes: workers start again from the copy in the data home. */
async function workWithoutMount({ call }: HomeClient, dir: string, home: string): Promise<void> {
  await rename(join(dir, 'root'), join(dir, 'unmounted'));
  const [instance] = (await call('host.snapshot', {})).instances;
  const id = instance?.spec.id ?? '';
  await call('instances.restart', { id });
  const target = { kind: 'instance', instanceId: id } as const;
  const job = await call('jobs.submit', { path: join(samplesDir, 'weather.mp3'), target });
  await expect.poll(async () => (await call('jobs.get', { id: job.id })).state).toBe('done');
  expect(JSON.stringify(await call('instances.launch', { id }))).toContain(join(home, 'app'));
}

test('the packed layout opens its panel and transcribes a file it was started with, its sound comes in ranges, and it goes on without its mount', async ({
  trial,
}) => {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck 打包-'));
  try {
    await layOut(dir);
    const desktop = await trial.open({
      args: [join(samplesDir, 'hello-5s.wav')],
      main: join(dir, 'app', 'dist', 'shell', 'main.js'),
      env: {
        ...{ STAND_IN_APP: join(dir, 'app'), STAND_IN_RESOURCES: dir },
        PARADECK_ENVS: process.env['PARADECK_ENVS'] ?? join(root, '.paradeck', 'env'),
      },
    });
    const page = await desktop.page();
    await expect(page.getByText('hello-5s.wav').first()).toBeVisible();
    const client = await connectHome(trial.home);
    const readJob = async () => (await client?.call('jobs.list', { limit: 1 }))?.jobs[0];
    await expect.poll(async () => (await readJob())?.state).toBe('done');
    const id = (await readJob())?.id ?? '';
    const spoken = await client?.call('transcripts.get', { id });
    await expect.poll(async () => (await client?.call('transcripts.listen', { id }))?.state).toBe('ready');
    if (client !== null) await workWithoutMount(client, dir, trial.home);
    client?.close();
    const heard = await page.evaluate(async (url) => {
      const { status, headers } = await fetch(url, { headers: { range: 'bytes=0-43' } });
      return [status, headers.get('content-length')];
    }, `/api/audio/${id}`);
    expect(heard).toEqual([206, '44']);
    expect(spoken?.text).toBe((await readFile(join(samplesDir, 'hello-5s.wav.txt'), 'utf8')).trim());
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
