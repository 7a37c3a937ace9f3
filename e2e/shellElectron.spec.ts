/** What only Electron's own binary shows, where it is here: its sandbox, its isolated worlds, its protocol. */
import { rm } from 'node:fs/promises';
import { _electron, expect, test } from 'playwright/test';
import { makeHome, root } from './box.ts';
import { buildDesktop } from './shellDriver.ts';

test('in Electron itself the window shows the fleet, apart from Node and from the preload', async () => {
  // `npm start` looks in the same place; its room is none of this one's types.
  const tasks = (await import(new URL('../electron/tasks/shell.ts', import.meta.url).href)) as {
    findElectron(root: string): string | null;
  };
  const executablePath = tasks.findElectron(root);
  const reason =
    'no Electron binary here (npx install-electron brings it): main, preload, IPC, tray and quit ran by the stand-in';
  // The list of tests names no reasons.
  if (executablePath === null) process.stdout.write(`     ${reason}\n`);
  test.skip(executablePath === null, reason);
  await buildDesktop();
  const home = await makeHome('electron');
  const electron = await _electron.launch({
    executablePath: executablePath ?? '',
    args: [root],
    env: { ...process.env, PARADECK_HOME: home } as Record<string, string>,
  });
  try {
    const page = await electron.firstWindow();
    await expect(page.getByText('Ready').first()).toBeVisible({ timeout: 60_000 });
    expect(page.url()).toMatch(/^paradeck:\/\/panel\//);
    const names = ['process', 'require', 'Buffer', 'ipcRenderer'];
    expect(await page.evaluate((all) => all.filter((name) => name in window), names)).toEqual([]);
  } finally {
    await electron.close();
    await rm(home, { recursive: true, force: true });
  }
});
