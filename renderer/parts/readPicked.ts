const sound =
  'audio/*,video/*,.wav,.mp3,.m4a,.flac,.ogg,.opus,.aac,.amr,.wma,.mp4,.mkv,.mov,.webm,.avi,.ts,.caf,.ape';

/** Opens the system's picker for files or for a whole folder (hidden files left out); nothing comes when it is left. */
export function readPicked(what: 'files' | 'folder', onPicked: (files: readonly File[]) => unknown): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.hidden = true;
  input.multiple = true;
  if (what === 'folder') input.webkitdirectory = true;
  else input.accept = sound;
  input.onchange = () => {
    const picked = [...(input.files ?? [])];
    input.remove();
    onPicked(picked.filter((file) => !file.name.startsWith('.')));
  };
  input.oncancel = () => input.remove();
  // In the page while it is open: a browser may forget an input that is nowhere.
  document.body.append(input);
  input.click();
}
