/**
 * A stand-in for the `electron` module: the shell's own main, preload, IPC, tray and quit run for real in plain Node, and
 * a window is a page of a real headless Chromium. What it cannot show (the fuses, the sandbox, the operating system's own
 * menus) only Electron's binary can. This file: has `import 'electron'` find it, and takes orders from the test.
 */
import { registerHooks } from 'node:module';

const standIn = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});

const electron: unknown = await import('./electron.ts');

/** As Playwright's ElectronApplication.evaluate: a function's text, run with the module and one argument. */
process.on('message', (order: { id: number; text: string; arg: unknown }) => {
  const run = (0, eval)(`(${order.text})`) as (module: unknown, arg: unknown) => unknown;
  Promise.resolve()
    .then(() => run(electron, order.arg))
    .then(
      (value) => process.send?.({ id: order.id, value }),
      (error: unknown) => process.send?.({ id: order.id, error: String(error) }),
    );
});
process.on('disconnect', () => process.exit(1));
