/** What a click in a menu does. */
import { dialog } from 'electron';
import { foldFailure } from '../core/failed.ts';
import type { MenuAct } from '../core/shell/menuModel.ts';
import type { QuitPath } from '../core/shell/quit.ts';
import type { ShellTexts } from '../core/shell/shellTexts.ts';
import { addFiles, renderCause } from './addFiles.ts';
import { saveDiagnostics } from './diagnostics.ts';
import type { HostLink } from './hostLink.ts';

export interface ActPorts {
  readonly link: Pick<HostLink, 'call'>;
  texts(): ShellTexts;
  showWindow(): void;
  quit(by: QuitPath): void;
}

/** What fails is told to the user; never throws. */
export async function perform(act: MenuAct, ports: ActPorts): Promise<void> {
  const { link, texts } = ports;
  if (act.type === 'open') return ports.showWindow();
  if (act.type === 'quit') return ports.quit(act.by);
  try {
    if (act.type === 'add-files') await pickFiles(ports);
    else if (act.type === 'diagnostics') await saveDiagnostics(ports);
    else if (act.type === 'fleet') await link.call(`fleet.${act.order}`, {});
    else await link.call(`instances.${act.order}`, { id: act.id });
  } catch (thrown) {
    const detail = renderCause(foldFailure(thrown), texts());
    await dialog.showMessageBox({ type: 'error', message: texts().actFailed, detail });
  }
}

async function pickFiles({ link, texts }: ActPorts): Promise<void> {
  const { filePaths } = await dialog.showOpenDialog({ properties: ['openFile', 'multiSelections'] });
  await addFiles(link.call, filePaths, texts());
}
