/** Files from outside the panel (arguments, «Open with», the menu) become jobs of the fleet. */
import { basename, resolve } from 'node:path';
import { dialog } from 'electron';
import type { Call } from '../contract/api.ts';
import type { Failure } from '../contract/failure.ts';
import { findFailureText } from '../contract/findFailureText.ts';
import { foldFailure } from '../core/failed.ts';
import type { ShellTexts } from '../core/shell/shellTexts.ts';

/** Refused files that a box lists. */
const listedFiles = 8;

/** Tells the user of every file that was not accepted; the others are in the journal when it resolves. */
export async function addFiles(call: Call, files: readonly string[], texts: ShellTexts): Promise<void> {
  const refused: string[] = [];
  for (const file of files) {
    try {
      await call('jobs.submit', { path: resolve(file), target: { kind: 'fleet' } });
    } catch (thrown) {
      refused.push(`${basename(file)}: ${renderCause(foldFailure(thrown), texts)}`);
    }
  }
  if (refused.length === 0) return;
  const listed = refused.slice(0, listedFiles);
  if (refused.length > listedFiles) listed.push(texts.refused.more({ count: refused.length - listedFiles }));
  const message = texts.refused.title({ count: refused.length });
  await dialog.showMessageBox({ type: 'warning', message, detail: listed.join('\n') });
}

/** Cause and fix in the user's words, as the panel in the window says them. */
export function renderCause({ code }: Failure, { language }: ShellTexts): string {
  const { cause, fix } = findFailureText(code, language);
  return `${cause} ${fix}`;
}
