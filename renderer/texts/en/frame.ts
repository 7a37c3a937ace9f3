/** Words used everywhere, and those of the frame around the rooms. */
export const common = {
  unknown: 'Not known yet',
  cancel: 'Cancel',
  close: 'Close',
  remove: 'Remove',
  retry: 'Retry',
  copy: 'Copy',
  copied: 'Copied',
  details: 'Details',
  copyDetails: 'Copy details',
  more: 'More actions',
  loading: 'Loading',
  showMore: 'Show more',
  none: 'None',
  yes: 'Yes',
  no: 'No',
  of: (p: { part: string; whole: string }) => `${p.part} of ${p.whole}`,
};

export const rooms = {
  rail: 'Rooms',
  fleet: 'Fleet',
  instances: 'Instances',
  transcripts: 'Transcripts',
  checks: 'Checks',
  settings: 'Settings',
};

export const frame = {
  skip: 'Skip to content',
  search: 'Search transcripts',
  shortcuts: 'Keyboard shortcuts',
  noInstances: 'No instances yet',
  fleetOff: 'Fleet stopped',
  fleetReady: (p: { ready: number; total: number }) => `${p.ready} of ${p.total} ready`,
  fleetTrouble: (p: { count: number }) => (p.count === 1 ? '1 needs attention' : `${p.count} need attention`),
  running: (p: { count: number }) => `${p.count} running`,
  waiting: (p: { count: number }) => `${p.count} waiting`,
  done: (p: { count: number }) => `${p.count} done`,
  failed: (p: { count: number }) => `${p.count} failed`,
  jobCounts: 'Jobs',
  ended: (p: { name: string; state: string }) => `${p.name}: ${p.state}`,
  endedMany: (p: { count: number }) => `${p.count} jobs have ended`,
  status: 'State and search',
};

export const link = {
  connecting: 'Connecting to the host…',
  lost: 'Not connected to the host. Trying again…',
  lostHint: 'What you see is the last known state.',
  callLost: 'The host did not answer.',
  callLostFix: 'Nothing was changed as far as we know. It is tried again as soon as the connection is back.',
};

export const shortcuts = {
  palette: 'All commands',
  open: 'Add audio files',
  find: 'Search transcripts',
  settings: 'Open settings',
  help: 'Show this list',
  close: 'Close dialogs and menus',
  space: 'Space',
  play: 'Play or pause the recording being read',
  pause: 'Play or pause, while typing, too',
  back: 'Three seconds back, while typing, too',
  forward: 'Three seconds on, while typing, too',
  faster: 'Play faster',
  slower: 'Play slower',
  replay: 'Play the sentence that has the focus, while typing, too',
  edit: 'Correct the sentence that has the focus',
  split: 'Split the sentence being corrected at the caret',
  merge: 'Merge it with the next',
  nextHit: 'To the next hit',
  previousHit: 'To the hit before',
  replace: 'Find and replace in the transcript',
  undo: 'Take a correction back',
  redo: 'Make it again',
  rooms: 'Go to a room',
};

export const drop = {
  manyTitle: (p: { count: number }) =>
    p.count === 1 ? 'Add 1 recording?' : `Add ${p.count.toLocaleString('en')} recordings?`,
  manyText: (p: { size: string; name: string }) => `${p.size} in all, for ${p.name}.`,
  manyLeftOut: (p: { count: number }) =>
    p.count === 1 ? '1 other file is left out.' : `${p.count.toLocaleString('en')} other files are left out.`,
  manyAction: 'Add',
  instance: (p: { name: string }) => `Drop audio here for ${p.name}`,
  instanceHint: 'Only this instance works on it',
  fleet: 'Drop audio files or folders here',
  fleetHint: 'Every ready instance shares the work',
  release: (p: { name: string }) => `Let go to add to ${p.name}`,
  theFleet: 'the fleet',
  choose: 'Choose files',
  chooseFolder: 'Choose a folder',
  added: (p: { count: number; name: string }) =>
    `${p.count === 1 ? '1 file' : `${p.count} files`} on the way to ${p.name}`,
  nothing: 'There were no files in what was dropped.',
};

export const uploads = {
  title: 'Being handed over',
  waiting: 'Waiting to be sent',
  sending: 'Sending',
  held: 'Connection lost, goes on by itself',
  failed: 'Not sent',
  lost: 'The connection broke while sending.',
  lostFix: 'What has come is kept for a day: Retry goes on from there.',
  cancel: (p: { name: string }) => `Do not send ${p.name}`,
  more: (p: { count: number }) => `and ${p.count} more`,
};
