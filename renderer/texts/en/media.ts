/** Recordings that lie on the box already. */
export const media = {
  choose: 'From the server',
  title: 'Recordings on the server',
  empty: 'No recordings and no folders here.',
  all: (p: { count: number }) => `All ${p.count} recordings here`,
  transcribe: (p: { count: number }) => (p.count === 0 ? 'Transcribe' : `Transcribe ${p.count}`),
  added: (p: { count: number }) =>
    p.count === 1 ? '1 file is in the queue' : `${p.count} files are in the queue`,
  folders: 'Folders of this machine to pick recordings from',
  foldersHint: 'One a line. Whoever may use the panel with all it does may pick from them in a browser.',
  foldersWrong: 'Whole paths such as /srv/recordings, one a line, 20 at most.',
};
