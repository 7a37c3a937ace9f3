/**
 * Electron's security checklist (electron/electron, docs/tutorial/security.md, its 20 items of 2025), each by its number,
 * on the shell as it runs by the stand-in. What only Electron's binary can show is named as such in README.
 */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { expect } from 'playwright/test';
import { root } from './box.ts';
import type { Desktop } from './shellDriver.ts';
import { test } from './shellTrial.ts';

/** Every permission a page may ask for (electron.d.ts, setPermissionRequestHandler and setPermissionCheckHandler). */
const permissions = [
  ...['clipboard-read', 'clipboard-sanitized-write', 'display-capture', 'fullscreen', 'geolocation'],
  ...['idle-detection', 'media', 'mediaKeySystem', 'midi', 'midiSysex', 'notifications', 'pointerLock'],
  ...['keyboardLock', 'openExternal', 'speaker-selection', 'storage-access', 'window-management'],
  ...['top-level-storage-access', 'hid', 'serial', 'usb', 'deprecated-sync-clipboard-read', 'fileSystem'],
  'unknown',
];

function readPreferences(desktop: Desktop): Promise<Record<string, unknown>> {
  return desktop.evaluate(({ BrowserWindow }) => ({
    ...BrowserWindow.getAllWindows()[0]?.webContents.preferences,
  }));
}

async function readShell(): Promise<string> {
  const dir = join(root, 'electron', 'shell');
  const names = (await readdir(dir)).filter((name) => name.endsWith('.ts'));
  return (await Promise.all(names.map((name) => readFile(join(dir, name), 'utf8')))).join('\n');
}

async function holdPage(desktop: Desktop, page: Page, leave: string): Promise<void> {
  const at = page.url();
  // As the page's own script would do it; the policy forbids code made of text, so the driver's is used.
  await page.evaluate((url) => void (location.href = url), leave).catch(() => undefined);
  await expect
    .poll(() =>
      desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.heldNavigations),
    )
    .toContain(leave);
  await expect(page.getByRole('navigation').first()).toBeVisible();
  expect(page.url()).toBe(at);
}

test('the window holds nothing but the panel, and only the panel is answered', async ({ trial }) => {
  const desktop = await trial.open();
  const page = await desktop.page();
  const preferences = await readPreferences(desktop);
  const isSet = [
    ['2: no Node in the page', 'nodeIntegration', false],
    ['3: a world of its own for the preload', 'contextIsolation', true],
    ['4: sandboxed', 'sandbox', true],
    ['6: web security on', 'webSecurity', true],
    ['11: no webviews', 'webviewTag', false],
    ['2: nor in its workers', 'nodeIntegrationInWorker', undefined],
    ['2: nor in its frames', 'nodeIntegrationInSubFrames', undefined],
    ['8: no insecure content', 'allowRunningInsecureContent', undefined],
    ['9: no experiments', 'experimentalFeatures', undefined],
    ['10: no Blink features', 'enableBlinkFeatures', undefined],
  ] as const;
  for (const [title, name, value] of isSet) {
    await test.step(title, () => expect(preferences[name], name).toBe(value));
  }
  await test.step('5: every permission is refused', async () => {
    const granted = await desktop.evaluate(
      ({ session }, names) => names.filter((name) => session.defaultSession.isGranted(name)),
      permissions,
    );
    expect(granted).toEqual([]);
  });
  await test.step('1, 7: a strict policy comes with the page, and holds', async () => {
    const policy = await page.evaluate(async () => {
      const response = await fetch(location.href);
      return response.headers.get('content-security-policy');
    });
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:/);
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ranInline = true';
      document.body.append(script);
      return Reflect.get(window, 'ranInline') ?? false;
    });
    expect(ran).toBe(false);
    const reached = await page.evaluate(() =>
      fetch('https://example.com/').then(
        () => true,
        () => false,
      ),
    );
    expect(reached).toBe(false);
    expect(
      await desktop.evaluate(
        ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.strayRequests,
      ),
    ).toEqual([]);
  });
  await test.step('12: a webview is refused', async () => {
    const isPrevented = await desktop.evaluate(({ BrowserWindow }) => {
      let prevented = false;
      const event = { preventDefault: () => (prevented = true) };
      BrowserWindow.getAllWindows()[0]?.webContents.emit('will-attach-webview', event, {}, {});
      return prevented;
    });
    expect(isPrevented).toBe(true);
  });
  await test.step('18: a scheme of our own, standard, secure and able to play sound, with no other privilege; no file:', async () => {
    expect(await desktop.evaluate(({ protocol }) => protocol.privileged)).toEqual([
      { scheme: 'paradeck', privileges: { standard: true, secure: true, stream: true } },
    ]);
    expect(await readShell()).not.toMatch(/loadFile|file:\/\//);
  });
  await test.step('20: three functions, and no event of Electron’s in what they hand over', async () => {
    const seen = await page.evaluate(() => {
      const api = Reflect.get(window, 'paradeck') as Record<string, unknown> & {
        onPush(listener: (...args: unknown[]) => void): () => void;
      };
      return new Promise<unknown>((resolve) => {
        const names = Object.keys(api).toSorted();
        const stop = api.onPush((...args) => {
          stop();
          resolve({ names, args: args.length, keys: Object.keys(args[0] as object).toSorted() });
        });
      });
    });
    expect(seen).toEqual({ names: ['call', 'filesOf', 'onPush'], args: 1, keys: ['event', 'seq'] });
  });
  await test.step('16: one exact version of Electron', async () => {
    const { devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  });
  await test.step('13: the page goes nowhere else, by no way', async () => {
    await holdPage(desktop, page, 'https://evil.example/');
    await holdPage(desktop, page, 'http://127.0.0.1:8000/');
    for (const name of ['will-redirect', 'will-frame-navigate']) {
      const isHeld = await desktop.evaluate(({ BrowserWindow }, happening) => {
        let prevented = false;
        const event = { url: 'https://evil.example/', preventDefault: () => (prevented = true) };
        BrowserWindow.getAllWindows()[0]?.webContents.emit(happening, event);
        return prevented;
      }, name);
      expect(isHeld, name).toBe(true);
    }
  });
  await test.step('14, 15: no window opens; only addresses on the list go to the browser', async () => {
    const asked = ['https://github.com/modelscope/FunASR', 'https://evil.example/', 'file:///etc/passwd'];
    for (const url of asked) {
      expect(await page.evaluate((target) => window.open(target) === null, url)).toBe(true);
    }
    await expect.poll(() => desktop.evaluate(({ shell }) => shell.opened)).toEqual([asked[0]]);
    expect(page.context().pages()).toHaveLength(1);
    const { length } = (await readShell()).match(/openExternal\(/g) ?? [];
    expect(length).toBe(1);
  });
  await test.step('17: every channel refuses whoever is not the panel, and what it does not take', async () => {
    const answers = await desktop.evaluate(async ({ ipcMain }) => {
      const panel = { url: 'paradeck://panel/', parent: null };
      const frames = [null, { url: 'https://evil.example/', parent: null }, { ...panel, parent: panel }];
      const codes: unknown[] = [];
      for (const channel of ipcMain.channels()) {
        for (const senderFrame of frames) {
          codes.push(await ipcMain.answer(channel, { senderFrame }, ['host.snapshot', {}]));
        }
        codes.push(await ipcMain.answer(channel, { senderFrame: panel }, [{ not: 'a name' }]));
      }
      return codes.map((reply) => (reply as { failure?: { code: string } }).failure?.code);
    });
    const refused = ['forbidden', 'forbidden', 'forbidden', 'bad-request'];
    expect(answers).toEqual([...refused, ...refused]);
    expect(((await readShell()).match(/ipcMain\.(handle|on|once|handleOnce)\(/g) ?? []).length).toBe(1);
  });
  await test.step('17: the page may name no path, nor what is the box’s own', async () => {
    const path = await trial.writeWav('secret.wav', 3);
    const codes = await page.evaluate(async (named) => {
      const { call } = Reflect.get(window, 'paradeck') as {
        call(name: string, input: unknown): Promise<{ ok: boolean; failure?: { code: string } }>;
      };
      const target = { kind: 'fleet' };
      const asked = [
        await call('jobs.submit', { path: named, target }),
        await call('host.shutdown', {}),
        await call('host.panelLink', {}),
      ];
      return asked.map(({ failure }) => failure?.code ?? 'done');
    }, path);
    expect(codes).toEqual(['forbidden', 'forbidden', 'forbidden']);
  });
});
