import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'playwright/test';
import { openEnvironments } from '../electron/host/box/environments.ts';
import { openBox, root } from './box.ts';
import { openPanel, test } from './browser.ts';
import { makeEnginesBox } from './enginesTrial.ts';
import { openPackageIndex } from './fakes/packageIndex.ts';

test('an engine that is missing is said where it is chosen, asked about under Settings, and fails in words', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const packages = await makeEnginesBox();
  // An index that has pip and nothing else.
  const pip = [...packages.files.keys()].filter((name) => name.startsWith('pip-'));
  const index = await openPackageIndex(new Map(packages.files), new Map([['simple', pip]]));
  const envs = await mkdtemp(join(tmpdir(), 'paradeck-spec-envs-'));
  const onnx = openEnvironments(root).find('onnx');
  if (onnx !== null) await symlink(onnx.dir, join(envs, basename(onnx.dir)));
  const box = await openBox({
    env: {
      ...{ PARADECK_ENVS: envs, PIP_INDEX_URL: `${index.url}/simple/`, PIP_CONFIG_FILE: '/dev/null' },
      ...{ PIP_FIND_LINKS: '', PIP_EXTRA_INDEX_URL: '', NO_PROXY: '*', no_proxy: '*' },
    },
  });
  try {
    await openPanel(page, box);
    await page.getByRole('button', { name: 'New instance' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Engine', { exact: true }).selectOption('funasr');
    await expect(dialog.getByText('The engine FunASR (PyTorch) is not installed')).toBeVisible();
    await expect(dialog.getByText('dtype="float16"')).toBeVisible();
    await dialog.getByLabel('Python of your own').fill(join(onnx?.dir ?? '', 'bin', 'python'));
    await expect(dialog.getByText('torch is missing: 2.1 or newer is needed.')).toBeVisible();
    await expect(dialog.getByText('The engine FunASR (PyTorch) is not installed')).toBeHidden();
    const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await dialog.getByLabel('Python of your own').fill('');
    await dialog.getByRole('link', { name: 'Open Settings, Engines' }).click();

    const engines = page.getByRole('region', { name: 'Engines' });
    await expect(engines).toBeInViewport();
    const funasr = engines.getByRole('listitem').filter({ hasText: 'FunASR (PyTorch)' });
    await expect(funasr.getByText('Not installed')).toBeVisible();
    await expect(funasr.getByText(/Would bring torch==/)).toBeVisible();
    const mirror = engines.getByLabel('Where PyTorch comes from');
    await mirror.fill('ftp://mirror');
    await mirror.press('Enter');
    await expect(engines.getByText('An address (https://…), or pypi.')).toBeVisible();
    await mirror.fill('pypi');
    await mirror.press('Enter');
    await expect(funasr.getByText('From pip’s own index, as set: whichever build it has.')).toBeVisible();

    await funasr.getByRole('button', { name: 'Install…' }).click();
    await expect(funasr.getByRole('progressbar')).toBeVisible();
    await expect(funasr.getByText('The package index has no build that fits')).toBeVisible({
      timeout: 120_000,
    });
    await funasr.getByText('Log of the installation').click();
    await expect(funasr.locator('.engine-log')).toContainText('No matching distribution found for funasr');
    await expect(funasr.getByRole('button', { name: 'Retry' })).toBeVisible();
  } finally {
    await box.close();
    await index.close();
    await packages.close();
    await rm(envs, { recursive: true, force: true });
  }
});
