import type { CauseClass } from '../../../electron/contract/instance.ts';

/** Stages of loading in the worker's words; one without a text here is shown as it is. */
export const loadStages: Readonly<Record<string, string>> = {
  'import onnxruntime': 'ONNX Runtime',
  'import torch': 'PyTorch',
  'import funasr': 'FunASR',
  tokens: 'vocabulary',
  weights: 'weights',
  'speech detector': 'speech detector',
  punctuation: 'punctuation',
  'warm-up': 'warm-up',
  measuring: 'measuring what is fastest here',
};

export const causes = {
  'cannot-work': {
    cause: 'The worker cannot work with this engine, model or device.',
    fix: 'Read the last lines below; usually a file of the model or a Python package is missing.',
  },
  'no-hello': {
    cause: 'The worker did not report in within 30 seconds.',
    fix: 'Check that the Python environment works (Checks), then start the instance again.',
  },
  'load-timeout': {
    cause: 'Loading the model took too long.',
    fix: 'Check free memory and disk speed, then start the instance again.',
  },
  hung: {
    cause: 'The worker stopped answering and was ended.',
    fix: 'It restarts by itself. If this repeats, use a smaller batch or fewer threads.',
  },
  crash: {
    cause: 'The worker ended unexpectedly.',
    fix: 'Read the last lines below. It restarts by itself unless it keeps failing.',
  },
  killed: {
    cause: 'The worker was killed from outside, most often because memory ran out.',
    fix: 'Free some memory, lower the batch size, or run fewer instances.',
  },
  oom: {
    cause: 'The device ran out of memory.',
    fix: 'Lower the batch size, or run fewer instances on this device.',
  },
  cuda: {
    cause: 'The graphics card reported an error.',
    fix: 'Restart the instance. If it repeats, check the driver and the card.',
  },
  spawn: {
    cause: 'The worker could not be started.',
    fix: 'Check the Python path of the instance and the environment (Checks).',
  },
  protocol: {
    cause: 'The worker and the host do not understand each other.',
    fix: 'Another version of the worker is installed: renew the environment (Checks).',
  },
  model: {
    cause: 'The model could not be loaded.',
    fix: 'Look at the model’s check lines under Settings, Models.',
  },
  mispinned: {
    cause: 'The worker sat on another device than it was ordered to, and was ended.',
    fix: 'Read which device it found below; check the driver and the instance’s device, then start it again.',
  },
  'gpu-missing': {
    cause: 'The card of this instance is not in the box.',
    fix: 'Choose another device, or put the card back: the instance starts by itself then.',
  },
  'gpu-lost': {
    cause: 'The card of this instance has fallen off the bus or needs a reset.',
    fix: 'Reset the card or restart the box; the instance starts by itself once the card answers.',
  },
  'gpu-memory': {
    cause: 'The card has too little free memory for this instance.',
    fix: 'Free memory on the card, or lower the batch size; the instance tries again by itself.',
  },
} satisfies Record<CauseClass, { cause: string; fix: string }>;

export const fleet = {
  startAll: 'Start all',
  restartAll: 'Restart all',
  restartAllTitle: 'Restart every running instance?',
  restartAllText: 'One after the other, each ready before the next: work goes on meanwhile.',
  stopAll: 'Stop all',
  stopAllTitle: 'Stop every instance?',
  stopAllText: 'Running jobs keep what has been recognised and go on when the instances start again.',
  create: 'New instance',
  health: 'Health of the box',
  fronts: 'Speech finders',
  frontsHint: 'Workers on the CPU that find speech and set punctuation for the whole fleet',
  frontsReady: (p: { ready: number; wanted: number }) => `${p.ready} of ${p.wanted} ready`,
  hostRam: 'Host',
  boxRam: 'Memory of the box',
  instances: 'Instances',
  queue: 'Queue',
  empty: 'No instances yet',
  emptyHint: 'An instance is one recogniser with its own model and device. Create the first one to begin.',
  dropWithout: 'Files can already be added: they wait until an instance is running.',
};

export const columns = {
  name: 'Instance',
  phase: 'State',
  deviceThreads: 'Device · threads',
  model: 'Model',
  memory: 'Memory',
  speed: 'Speed',
  speedHint: 'Seconds of audio recognised per second of computing',
  queued: 'Queue',
  queuedHint: 'Audio waiting for this instance only',
  actions: 'Actions',
};

export const chart = {
  title: 'Memory of the box over time',
  instanceTitle: (p: { name: string }) => `Memory of ${p.name} over time`,
  window: 'Time shown',
  windows: { '1min': '1 min', '10min': '10 min', '1h': '1 h', '6h': '6 h', '24h': '24 h' },
  asChart: 'Chart',
  asTable: 'Table',
  view: 'Show as',
  used: 'All used',
  strangers: 'Other programs',
  rest: 'Driver and other',
  fronts: 'Speech finders',
  host: 'Host',
  vram: 'On its card',
  rss: 'In the box’s memory',
  time: 'Time',
  history: 'History',
  metric: 'What is shown',
  metrics: {
    vram: 'Card memory',
    utilisationPercent: 'Load',
    temperatureC: 'Temperature',
    powerW: 'Power',
    ram: 'Memory of the box',
  },
  card: 'Card shown',
  allCards: 'All cards',
  cardTitle: (p: { metric: string; card: string }) => `${p.metric} of card ${p.card} over time`,
  events: 'Events',
  eventOf: (p: { event: string; name: string }) => `${p.event}: ${p.name}`,
  eventsShown: 'Events shown',
  eventsAll: 'All events',
  eventsNone: 'No events',
  eventsOf: (p: { name: string }) => `Only ${p.name}`,
  empty: 'No measurements in this stretch of time yet.',
};

export const instance = {
  start: 'Start',
  stop: 'Stop',
  restart: 'Restart',
  edit: 'Edit',
  duplicate: 'Duplicate',
  remove: 'Remove',
  removeTitle: (p: { name: string }) => `Remove ${p.name}?`,
  removeText: 'Its settings and logs go. Finished transcripts stay. Jobs waiting for it have to be released.',
  since: (p: { span: string }) => `for ${p.span}`,
  retryIn: (p: { span: string }) => `next try in ${p.span}`,
  restarts: (p: { count: number }) => (p.count === 1 ? 'restarted once' : `restarted ${p.count} times`),
  loading: (p: { stage: string; percent: string }) => `${p.stage} ${p.percent}`,
  needsRestart: 'Changes wait for a restart. It finishes what it works on first; jobs go on afterwards.',
  restartNow: 'Drain and restart',
  vram: 'Card memory',
  ram: 'RAM',
  ordered: 'Ordered:',
  sits: 'Sits on:',
  sitsUnknown: 'not known',
  otherPrecision: (p: { precision: string }) =>
    `Runs in ${p.precision}: the precision asked for read a known clip differently.`,
  batches: 'Batches',
  batchesHint:
    'How full its last batches were, of what is worth sending at once, and how much of them was padding: shorter speech is filled up to the longest beside it.',
  filling: (p: { fill: string; padding: string }) => `${p.fill} full, ${p.padding} padding`,
  safeBatch: (p: { seconds: number; given: number; at: string }) =>
    `Safe batch: ${p.seconds} s of ${p.given} s, since memory ran out (${p.at}). Larger ones are tried again step by step.`,
  waitsFor: {
    'gpu-missing': 'Waits until this card is in the box:',
    'gpu-lost': 'Waits until this card is back:',
    'gpu-memory': 'Waits for free memory on',
  },
  waitsForYou: 'Waits until it is started by hand on',
  cpu: 'CPU',
  auto: 'auto',
  exitCode: (p: { code: number }) => `exit code ${p.code}`,
  signal: (p: { signal: string }) => `ended by ${p.signal}`,
  notFound: 'This instance no longer exists.',
  toFleet: 'Back to the fleet',
  tabs: { work: 'Work', log: 'Log', spec: 'Details' },
  tabsLabel: 'Parts of the instance',
  queueEmpty: 'Nothing waits for this instance.',
  queueEmptyHint: 'Drop an audio file above: its text appears beside it as it is recognised.',
};
