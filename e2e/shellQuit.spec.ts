/** The tray, and every way out of the desktop, by the stand-in for Electron's module. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { allowMs } from '../electron/host/patience.ts';
import { connectHome } from '../electron/host/doors/homeSocket/homeClient.ts';
import type { Snapshot } from '../electron/contract/snapshot.ts';
import type { Desktop } from './shellDriver.ts';
import { test } from './shellTrial.ts';
import type { DesktopTrial } from './shellTrial.ts';

async function readSnapshot({ home }: Pick<DesktopTrial, 'home'>): Promise<Snapshot> {
  const client = await connectHome(home);
  if (client === null) throw new Error('no host');
  const snapshot = await client.call('host.snapshot', {});
  client.close();
  return snapshot;
}

interface TrayLook {
  readonly icon: string;
  readonly lines: readonly string[];
}

/** Icon and first level of the tray's menu; null: there is no tray. */
function readTray(desktop: Desktop): Promise<TrayLook | null> {
  return desktop.evaluate(({ Tray }) => {
    const [tray] = Tray.open;
    const icon = tray?.image.path.split(/[\\/]/).at(-1) ?? '';
    return tray ? { icon, lines: (tray.menu?.items ?? []).map(({ label = '—' }) => label) } : null;
  });
}

function clickTray(desktop: Desktop, id: string): Promise<void> {
  return desktop.evaluate(({ Tray }, wanted) => {
    const [tray] = Tray.open;
    const item = tray?.menu?.getMenuItemById(wanted);
    if (!item?.click || item.enabled === false) throw new Error(`no ${wanted} to click`);
    item.click();
  }, id);
}

/** The question on the screen, and its answer by the button's words. */
async function answer(desktop: Desktop, label: string): Promise<string> {
  await expect.poll(() => desktop.evaluate(({ dialog }) => dialog.asked.length)).toBe(1);
  return desktop.evaluate(({ dialog }, wanted) => {
    const [question] = dialog.asked;
    const response = question?.buttons?.indexOf(wanted) ?? -1;
    if (question === undefined || response < 0) throw new Error(`no button ${wanted}`);
    question.answer(response);
    return `${question.message}\n${question.detail}`;
  }, label);
}

/** One of the ways out, as Electron tells of it. */
const waysOut = {
  window: (desktop: Desktop) =>
    desktop.evaluate(({ BrowserWindow }) => void BrowserWindow.getAllWindows()[0]?.close()),
  menu: (desktop: Desktop) =>
    desktop.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('menu.quit')?.click?.()),
  tray: (desktop: Desktop) => clickTray(desktop, 'quit'),
  'shortcut or signal': async ({ pid }: Desktop) => void process.kill(pid, 'SIGTERM'),
  'end of the session': (desktop: Desktop) =>
    desktop.evaluate(({ BrowserWindow }) => {
      const event = { prevented: false, preventDefault: () => void (event.prevented = true) };
      BrowserWindow.getAllWindows()[0]?.emit('query-session-end', event);
      if (!event.prevented) throw new Error('the session was not held');
    }),
} as const;

function isVisible(desktop: Desktop): Promise<boolean | undefined> {
  return desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
}

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

test('the tray tells how the fleet is, starts and stops it and each instance, and follows look and language', async ({
  trial,
}) => {
  const desktop = await trial.open();
  await desktop.page();
  await expect
    .poll(() => readTray(desktop))
    .toEqual({
      icon: 'idle-light.png',
      lines: [
        ...['2 of 2 ready, nothing to do', 'Open ParaDeck', '—', 'Start all', 'Stop all', '—'],
        ...['Paraformer 1 — Ready', 'Paraformer 2 — Ready', '—', 'Quit ParaDeck'],
      ],
    });
  const { instances } = await readSnapshot(trial);
  const [first, second] = instances.map(({ spec }) => spec.id);
  await clickTray(desktop, `${first}.stop`);
  await expect.poll(async () => (await readTray(desktop))?.lines).toContain('Paraformer 1 — Stopped');
  expect((await readTray(desktop))?.lines).toContain('Paraformer 2 — Ready');
  await clickTray(desktop, `${first}.start`);
  await expect.poll(async () => (await readTray(desktop))?.lines[0]).toBe('2 of 2 ready, nothing to do');
  await clickTray(desktop, 'fleet.stop');
  await expect.poll(async () => (await readTray(desktop))?.lines[0]).toBe('0 of 2 ready, nothing to do');
  await clickTray(desktop, `${second}.start`);
  await expect.poll(async () => (await readTray(desktop))?.lines[0]).toBe('1 of 2 ready, nothing to do');

  await desktop.evaluate(({ nativeTheme }) => nativeTheme.turn(true));
  await expect.poll(async () => (await readTray(desktop))?.icon).toBe('idle-dark.png');
  const client = await connectHome(trial.home);
  await client?.call('settings.set', { language: 'zh-CN' });
  client?.close();
  await expect.poll(async () => (await readTray(desktop))?.lines).toContain('退出 ParaDeck');
  const readBar = () =>
    desktop.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label = '' }) => label));
  await expect.poll(readBar).toEqual(['文件', '编辑', '视图', '窗口', '帮助']);
});

test('every way out asks while work runs and lists it; staying stays; stop all loses nothing', async ({
  trial,
}) => {
  await trial.setSwitches({ role: 'recogniser', computeX: 1 });
  const desktop = await trial.open({ args: [await trial.writeWav('会议.wav', 600)] });
  await desktop.page();
  await expect.poll(async () => (await readTray(desktop))?.icon).toBe('busy-light.png');
  for (const [way, leave] of Object.entries(waysOut)) {
    await leave(desktop);
    expect(await answer(desktop, 'Don’t quit'), way).toMatch(/^1 file still[^]*会议\.wav/);
    expect(await isVisible(desktop), way).toBe(true);
  }
  const pids = (await readSnapshot(trial)).instances.flatMap(({ pid }) => pid ?? []);
  await waysOut.window(desktop);
  await answer(desktop, 'Stop all and quit');
  expect(await desktop.ended).toBe(0);
  expect(pids.filter(isAlive)).toEqual([]);

  // The job goes on at the next start, and nothing is asked once it is done.
  await trial.setSwitches({});
  const again = await trial.open();
  await again.page();
  await expect.poll(async () => (await readSnapshot(trial)).jobs[0]?.state).toBe('done');
  await waysOut.menu(again);
  expect(await again.ended).toBe(0);
});

test('go on in the tray hides the window and says so once; finish the queue ends with it', async ({
  trial,
}) => {
  const heldUntil = join(trial.files, 'go on');
  await trial.setSwitches({ role: 'recogniser', heldUntil });
  const desktop = await trial.open({ args: [await trial.writeWav('a.wav', 5)] });
  await desktop.page();
  await expect.poll(async () => (await readTray(desktop))?.icon).toBe('busy-light.png');
  await waysOut.window(desktop);
  await answer(desktop, 'Go on in the tray');
  await expect.poll(() => isVisible(desktop)).toBe(false);
  const readTold = () => desktop.evaluate(({ Notification }) => Notification.shown.map(({ title }) => title));
  expect(await readTold()).toEqual(['ParaDeck goes on in the tray']);
  await clickTray(desktop, 'open');
  await expect.poll(() => isVisible(desktop)).toBe(true);
  await waysOut.tray(desktop);
  await answer(desktop, 'Finish the queue in the tray, then quit');
  await writeFile(heldUntil, '');
  expect(await desktop.ended).toBe(0);
  await trial.setSwitches({});
  await (await trial.open()).page();
  expect((await readSnapshot(trial)).jobs[0]?.state).toBe('done');
});

test('two switches: start at login is the system’s entry, keep running hides at once where there is a tray; without one the window is never hidden', async ({
  trial,
}) => {
  const desktop = await trial.open();
  const page = await desktop.page();
  await page.getByRole('navigation').first().getByRole('link', { name: 'Settings' }).click();
  const own = page.getByRole('region', { name: 'Desktop' });
  await own.getByRole('switch', { name: 'Start at login' }).press('Space');
  await own.getByRole('switch', { name: 'Keep running' }).press('Space');
  await expect(own.getByRole('switch', { checked: true })).toHaveCount(2);
  await expect.poll(() => readFile(trial.autostart, 'utf8').catch(() => '')).toContain('"--hidden"');
  await own.getByRole('switch', { name: 'Start at login' }).press('Space');
  await expect(own.getByRole('switch', { checked: true })).toHaveCount(1);
  await expect.poll(() => existsSync(trial.autostart)).toBe(false);
  await waysOut.window(desktop);
  await expect.poll(() => isVisible(desktop)).toBe(false);
  await clickTray(desktop, 'open');
  await trial.setTrayPlace(false);
  await waysOut.window(desktop);
  expect(await desktop.ended).toBe(0);

  // Started at login, without a window: without a tray it has one.
  const hidden = await trial.open({ args: ['--hidden'] });
  await hidden.page();
  expect(await readTray(hidden)).toBeNull();
});

test('SIGKILL of main leaves no worker behind a second; a renderer that breaks is loaded again', async ({
  trial,
}) => {
  await trial.setSwitches({ role: 'recogniser', computeX: 1 });
  const desktop = await trial.open({ args: [await trial.writeWav('a.wav', 600)] });
  const page = await desktop.page();
  await expect(page.getByText('Busy').first()).toBeVisible();
  const { host, instances } = await readSnapshot(trial);
  const pids = instances.flatMap(({ pid }) => pid ?? []);
  expect(pids).toHaveLength(2);
  await desktop.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await expect
    .poll(() => desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.loads))
    .toBe(2);
  await expect((await desktop.page()).getByText('Busy').first()).toBeVisible();
  expect((await readSnapshot(trial)).host.pid).toBe(host.pid);

  await desktop.kill();
  await expect.poll(() => pids.filter(isAlive), { timeout: allowMs(1_000) }).toEqual([]);
  await trial.setSwitches({});
  await (await trial.open()).page();
  await expect.poll(async () => (await readSnapshot(trial)).jobs[0]?.state).toBe('done');
});
