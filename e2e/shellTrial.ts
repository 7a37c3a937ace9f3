/** A desktop on a root of its own with the fake worker, so that work takes as long as a test wants. */
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test as base } from 'playwright/test';
import { makeTrialRoot } from '../electron/host/trialRoot.ts';
import type { TrialRoot } from '../electron/host/trialRoot.ts';
import { root } from './box.ts';
import { chromiumPath } from './browser.ts';
import { buildDesktop, openDesktop } from './shellDriver.ts';
import type { Desktop, DesktopOptions } from './shellDriver.ts';

export interface DesktopTrial extends Omit<TrialRoot, 'close'> {
  /** The entry the user's session starts the shell by, should there be one. */
  readonly autostart: string;
  /** Whether the system has a place for tray icons: a dbus-send of ours answers so. */
  setTrayPlace(isThere: boolean): Promise<void>;
  /** Starts the shell on the trial's home; it is ended with the test. */
  open(options?: DesktopOptions): Promise<Desktop>;
}

interface Shared {
  readonly built: undefined;
}

export const test = base.extend<{ readonly trial: DesktopTrial }, Shared>({
  built: [
    async ({}, use) => {
      await buildDesktop();
      await use(undefined);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  trial: async ({ built }, use) => {
    const isSkipped = chromiumPath === undefined && !process.env['CI'];
    base.skip(isSkipped, 'no Chromium here: apt install chromium, or name one in PARADECK_CHROMIUM');
    expect(built).toBeUndefined();
    const { close, ...trial } = await openTrial();
    await use(trial);
    await close();
  },
});

async function openTrial(): Promise<DesktopTrial & { close(): Promise<void> }> {
  const { close: removeRoot, ...trial } = await makeTrialRoot();
  for (const part of [join('dist', 'panel'), join('dist', 'shell'), join('resources', 'tray')]) {
    await cp(join(root, part), join(trial.root, part), { recursive: true });
  }
  const bin = await mkdtemp(join(tmpdir(), 'paradeck-bin-'));
  const setTrayPlace = async (isThere: boolean): Promise<void> => {
    const path = join(bin, 'dbus-send');
    await writeFile(path, `#!/bin/sh\necho '   boolean ${String(isThere)}'\n`);
    await chmod(path, 0o755);
  };
  await mkdir(join(bin, 'config'));
  // A home that is no longer new: the first steps would stand before the panel.
  await mkdir(trial.home, { recursive: true });
  await writeFile(join(trial.home, 'settings.json'), '{}');
  await setTrayPlace(true);
  const opened: Desktop[] = [];
  return {
    ...trial,
    autostart: join(bin, 'config', 'autostart', 'paradeck.desktop'),
    setTrayPlace,
    open: async ({ env = {}, ...options } = {}) => {
      const desktop = await openDesktop({
        ...{ home: trial.home, ...options },
        env: {
          ...{ STAND_IN_APP: trial.root, PARADECK_ENVS: trial.envs, XDG_CONFIG_HOME: join(bin, 'config') },
          PATH: [bin, process.env['PATH']].join(delimiter),
          ...env,
        },
      });
      opened.push(desktop);
      return desktop;
    },
    close: async () => {
      for (const desktop of opened) await desktop.close();
      await rm(bin, { recursive: true, force: true });
      await removeRoot();
    },
  };
}
