import { soundExtensions } from '../../electron/contract/job.ts';
import { sortFolder, takeAll, type FoundFiles } from './foundFiles.ts';

const sound = ['audio/*', 'video/*', ...soundExtensions.map((one) => `.${one}`)].join(',');

/** Opens the system's picker for files or for a whole folder (hidden files left out); nothing comes when it is left. */
export function readPicked(what: 'files' | 'folder', onPicked: (found: FoundFiles) => unknown): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.hidden = true;
  input.multiple = true;
  if (what === 'folder') input.webkitdirectory = true;
  else input.accept = sound;
  input.onchange = () => {
    const picked = [...(input.files ?? [])];
    input.remove();
    onPicked(
      what === 'folder' ? sortFolder(picked.filter((file) => !file.name.startsWith('.'))) : takeAll(picked),
    );
  };
  input.oncancel = () => input.remove();
  // In the page while it is open: a browser may forget an input that is nowhere.
  document.body.append(input);
  input.click();
}
