import type { ShellTexts } from './shellTexts.ts';

function countFiles(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}

export const shellTextsEn: ShellTexts = {
  language: 'en',
  open: 'Open ParaDeck',
  addFiles: 'Add files…',
  quit: 'Quit ParaDeck',
  startFleet: 'Start all',
  stopFleet: 'Stop all',
  start: 'Start',
  stop: 'Stop',
  restart: 'Restart',
  file: 'File',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  help: 'Help',
  diagnostics: { menu: 'Diagnostics bundle…', make: 'Make and save…', cancel: 'Cancel' },
  noInstances: 'No instances yet',
  idle: ({ ready, total }) => `${ready} of ${total} ready, nothing to do`,
  busy: ({ files }) => `Transcribing, ${countFiles(files)} left`,
  trouble: ({ count }) => (count === 1 ? '1 instance needs attention' : `${count} instances need attention`),
  ask: {
    title: ({ files }) => `${countFiles(files)} still being transcribed`,
    more: ({ count }) => `and ${count} more`,
    nothingLost:
      'Nothing is lost, whichever you choose: what is not finished goes on behind its last sentence at the next start.',
    finish: 'Finish the queue, then quit',
    finishInTray: 'Finish the queue in the tray, then quit',
    tray: 'Go on in the tray',
    stop: 'Stop all and quit',
    stay: 'Don’t quit',
  },
  inTray: {
    title: 'ParaDeck goes on in the tray',
    body: 'Open it or quit it by its icon there. Settings → Desktop says what closing the window does.',
  },
  queueEnded: {
    title: 'The queue is finished',
    body: ({ done, failed }) =>
      failed === 0 ? `${countFiles(done)} done` : `${countFiles(done)} done, ${failed} not fully done`,
  },
  refused: {
    title: ({ count }) => `${countFiles(count)} could not be added`,
    more: ({ count }) => `and ${count} more`,
  },
  crashed: {
    title: 'The panel keeps breaking',
    detail: 'Your files are still being transcribed; only the window is gone.',
    again: 'Open it again',
  },
  actFailed: 'That did not work',
};
