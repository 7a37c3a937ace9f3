/** The menu's diagnostics bundle: says what is in it, makes it, and saves it where the user says. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, dialog, shell } from 'electron';
import { bundlePart } from '../contract/diagnostics.ts';
import { diagnosticsTexts } from '../contract/diagnosticsTexts.ts';
import type { ShellTexts } from '../core/shell/shellTexts.ts';
import type { HostLink } from './hostLink.ts';

interface DiagnosticsPorts {
  readonly link: Pick<HostLink, 'call'>;
  texts(): ShellTexts;
}

/** Nothing is made until it was said what is in it. */
export async function saveDiagnostics({ link, texts }: DiagnosticsPorts): Promise<void> {
  const { language, diagnostics: words } = texts();
  const { intro, never, parts } = diagnosticsTexts[language];
  const { response } = await dialog.showMessageBox({
    ...{ type: 'info', message: words.menu, buttons: [words.make, words.cancel], cancelId: 1, noLink: true },
    detail: [intro, ...bundlePart.options.map((part) => `• ${parts[part]}`), '', never].join('\n'),
  });
  if (response !== 0) return;
  const { fileName, zipBase64 } = await link.call('host.diagnostics', {});
  const { filePath } = await dialog.showSaveDialog({ defaultPath: join(app.getPath('downloads'), fileName) });
  // The dialog has asked before anything is written over.
  if (!filePath) return;
  await writeFile(filePath, zipBase64, { encoding: 'base64', mode: 0o600 });
  shell.showItemInFolder(filePath);
}
