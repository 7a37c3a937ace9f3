/** The desktop shell, started by the stand-in for Electron's module: launches, files and what the system is told. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { expect } from 'playwright/test';
import type { JobState } from '../electron/contract/job.ts';
import { connectHome } from '../electron/host/doors/homeSocket/homeClient.ts';
import { openBox, root, samplesDir } from './box.ts';
import { dropFile } from './browser.ts';
import { pathKey } from './electronStandIn/preloadScript.ts';
import type { Desktop } from './shellDriver.ts';
import { test } from './shellTrial.ts';
import type { DesktopTrial } from './shellTrial.ts';

/** Names and states of all jobs, as another process on this machine sees them. */
async function listJobs({ home }: Pick<DesktopTrial, 'home'>): Promise<(readonly [string, JobState])[]> {
  const client = await connectHome(home);
  const { jobs } = (await client?.call('jobs.list', { limit: 100 })) ?? { jobs: [] };
  client?.close();
  return jobs.map(({ name, state }) => [name, state] as const).toSorted();
}

function isShown(desktop: Desktop): Promise<boolean> {
  return desktop.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    return window !== undefined && window.isVisible() && window.isFocused();
  });
}

function inRail(page: Page, name: RegExp) {
  return page.getByRole('navigation').first().getByRole('link', { name });
}

test('the fleet is shown; calls, pushes and a dropped file come through the preload', async ({ trial }) => {
  const desktop = await trial.open();
  const page = await desktop.page();
  await expect(page.getByText('Ready').first()).toBeVisible();
  expect(
    await page.evaluate(() => Object.keys(Reflect.get(window, 'paradeck') as object).toSorted()),
  ).toEqual([...['call', 'filesOf', 'onPush']]);

  const path = await trial.writeWav('会议 录音.wav', 3);
  await inRail(page, /^Paraformer 2/).click();
  await dropFile(page, page.getByText('Drop audio here for Paraformer 2'), path, { [pathKey]: path });
  await expect.poll(() => listJobs(trial)).toEqual([['会议 录音.wav', 'done']]);
  const client = await connectHome(trial.home);
  const { jobs, instances } = (await client?.call('host.snapshot', {})) ?? { jobs: [], instances: [] };
  client?.close();
  const second = instances.find(({ spec }) => spec.name === 'Paraformer 2');
  expect(jobs[0]).toMatchObject({ path, ranOn: [second?.spec.id] });
});

test('a transcript plays what it came of; a sentence half written is there after the window broke, and kept when one quits', async ({
  trial,
}) => {
  const desktop = await trial.open({ args: [await trial.writeWav('会议.wav', 3)] });
  const page = await desktop.page();
  await expect.poll(() => listJobs(trial)).toEqual([['会议.wav', 'done']]);
  await inRail(page, /^Transcripts/).click();
  await page.getByRole('link', { name: '会议.wav' }).click();
  await page.getByRole('button', { name: 'Listen' }).click();
  await expect(page.getByRole('slider', { name: 'Position' })).not.toHaveAttribute('aria-valuenow', '0');

  const field = page.getByRole('textbox', { name: 'Text of the sentence' });
  await page
    .getByRole('button', { name: /^Play from/ })
    .first()
    .press('F2');
  await field.fill('半句');
  await page.reload();
  await expect(field).toHaveValue('半句');
  const isFlushed = await desktop.evaluate(({ BrowserWindow, session }) => {
    return new Promise<boolean>((resolve) => {
      session.defaultSession.flushStorageData = () => resolve(true);
      BrowserWindow.getAllWindows()[0]?.close();
    });
  });
  expect(isFlushed).toBe(true);
});

test('file arguments become jobs; a second launch hands its own over, the first comes to the front', async ({
  trial,
}) => {
  const [first, second] = [await trial.writeWav('一.wav', 3), await trial.writeWav('two words.wav', 4)];
  const desktop = await trial.open({ args: [first] });
  await desktop.page();
  await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur());
  expect(await isShown(desktop)).toBe(false);
  const other = await trial.open({ args: ['--', second] });
  expect(await other.ended).toBe(0);
  await expect.poll(() => isShown(desktop)).toBe(true);
  await expect
    .poll(() => listJobs(trial))
    .toEqual([
      ['two words.wav', 'done'],
      ['一.wav', 'done'],
    ]);

  // «Open with» on macOS is an event.
  const opened = await trial.writeWav('opened.wav', 5);
  await desktop.evaluate(
    ({ app }, path) => void app.emit('open-file', { preventDefault: () => undefined }, path),
    opened,
  );
  await expect.poll(() => listJobs(trial)).toContainEqual(['opened.wav', 'done']);

  // One that cannot be read is told of, in the launch that brought it.
  const third = await trial.open({ args: [join(trial.files, 'gone.wav')] });
  const readBoxes = (): Promise<string[]> =>
    third.evaluate(({ dialog }) => dialog.asked.map(({ detail = '' }) => detail));
  await expect
    .poll(readBoxes)
    .toEqual([expect.stringMatching(/^gone\.wav: The file is no longer where it was/)]);
  await third.evaluate(({ dialog }) => dialog.asked[0]?.answer(0));
  expect(await third.ended).toBe(0);
});

test('while work runs the system may not sleep and the taskbar shows how far it is; its end is told', async ({
  trial,
}) => {
  const heldUntil = join(trial.files, 'go on');
  await trial.setSwitches({ role: 'recogniser', heldUntil });
  const desktop = await trial.open();
  await desktop.page();
  const readMarks = () =>
    desktop.evaluate(({ powerSaveBlocker, BrowserWindow, Notification }) => ({
      isHeld: powerSaveBlocker.started.size > 0,
      isBarShown: (BrowserWindow.getAllWindows()[0]?.progress ?? -1) >= 0,
      told: Notification.shown.map(({ title, body }) => `${title}: ${body}`),
    }));
  await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  // By the menu, as if picked in the system's dialog.
  await desktop.evaluate(
    ({ dialog, Menu }, path) => {
      dialog.picked = [path];
      Menu.getApplicationMenu()?.getMenuItemById('menu.add-files')?.click?.();
    },
    await trial.writeWav('long.wav', 20),
  );
  await expect.poll(readMarks).toEqual({ isHeld: true, isBarShown: true, told: [] });
  await writeFile(heldUntil, '');
  await expect
    .poll(readMarks)
    .toEqual({ isHeld: false, isBarShown: false, told: ['The queue is finished: 1 file done'] });

  // The menu's diagnostics bundle says first what is in it; put away, nothing is made.
  const saveTo = join(trial.files, 'for help.zip');
  const askForBundle = () =>
    desktop.evaluate(({ dialog, Menu }, path) => {
      dialog.savedTo = path;
      Menu.getApplicationMenu()?.getMenuItemById('menu.diagnostics')?.click?.();
    }, saveTo);
  const answerBundle = (response: number) =>
    desktop.evaluate(({ dialog }, given) => {
      const detail = dialog.asked[0]?.detail ?? '';
      dialog.asked[0]?.answer(given);
      return detail;
    }, response);
  await askForBundle();
  await expect.poll(() => answerBundle(1)).toContain('• settings: switches and figures');
  await askForBundle();
  await expect.poll(() => answerBundle(0)).toContain('Taken out: what was said');
  await expect.poll(() => desktop.evaluate(({ shell }) => shell.shown)).toEqual([saveTo]);
  const zip = await readFile(saveTo);
  expect(zip.subarray(0, 2).toString()).toBe('PK');
  expect(zip.includes('long.wav')).toBe(false);
});

test('the window comes back where it was, and a start by a bare PATH finds its tools', async ({ trial }) => {
  const desktop = await trial.open();
  await desktop.page();
  await desktop.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 1500, y: 40, width: 900, height: 700 }),
  );
  await expect
    .poll(() => readFile(join(trial.home, 'desktop.json'), 'utf8').catch(() => ''))
    .toContain('"width": 900');
  await desktop.kill();

  // The real engine, and a file that needs ffmpeg.
  const env = {
    ...{ PATH: '/nowhere', STAND_IN_APP: root },
    PARADECK_ENVS: process.env['PARADECK_ENVS'] ?? join(root, '.paradeck', 'env'),
  };
  const again = await trial.open({ args: [join(samplesDir, 'weather.mp3')], env });
  await again.page();
  const bounds = await again.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getNormalBounds(),
  );
  expect(bounds).toEqual({ x: 1020, y: 40, width: 900, height: 700 });
  await expect.poll(() => listJobs(trial)).toEqual([['weather.mp3', 'done']]);
});

test('a desktop on the home of a running host shows that one, and leaves it running', async ({ trial }) => {
  const box = await openBox({ home: trial.home });
  try {
    const desktop = await trial.open();
    const page = await desktop.page();
    const work = join(samplesDir, 'five-minutes.mp3');
    await inRail(page, /^Paraformer 1/).click();
    await dropFile(page, page.getByText('Drop audio here for Paraformer 1'), work, { [pathKey]: work });
    await expect
      .poll(() => listJobs(trial))
      .toEqual([['five-minutes.mp3', expect.stringMatching(/decoding|running|done/)]]);
    const asked = await page.evaluate(() => {
      const { call } = Reflect.get(window, 'paradeck') as {
        call(name: string, input: object): Promise<unknown>;
      };
      return call('host.shutdown', {});
    });
    expect(asked).toMatchObject({ ok: false, failure: { code: 'forbidden' } });
    // Its work does not end with this program, so nothing is asked.
    await desktop.evaluate(({ app }) => void setImmediate(() => app.quit()));
    expect(await desktop.ended).toBe(0);
    expect((await box.call('host.snapshot', {})).host.shell).toBe('headless');
  } finally {
    await box.close();
  }
});
