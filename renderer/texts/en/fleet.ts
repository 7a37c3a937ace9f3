import type { CauseClass, Phase } from '../../../electron/contract/instance.ts';

export const phases = {
  stopped: 'Stopped',
  starting: 'Starting',
  loading: 'Loading',
  ready: 'Ready',
  busy: 'Busy',
  draining: 'Finishing',
  stopping: 'Stopping',
  backoff: 'Restarting',
  failed: 'Failed',
  blocked: 'Blocked',
  mispinned: 'Wrong device',
} satisfies Record<Phase, string>;

/** Stages of loading in the worker's words; one without a text here is shown as it is. */
export const loadStages: Readonly<Record<string, string>> = {
  'import onnxruntime': 'ONNX Runtime',
  'import funasr': 'FunASR',
  tokens: 'vocabulary',
  weights: 'weights',
  'speech detector': 'speech detector',
  punctuation: 'punctuation',
  'warm-up': 'warm-up',
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
  total: 'Total',
  fronts: 'Speech finders',
  host: 'Host',
  time: 'Time',
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
  needsRestart: 'Changes take effect after a restart.',
  restartNow: 'Restart now',
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

export const form = {
  createTitle: 'New instance',
  editTitle: (p: { name: string }) => `Edit ${p.name}`,
  name: 'Name',
  colour: 'Colour',
  colourNames: ['Grey', 'Orange', 'Sky blue', 'Green', 'Yellow', 'Blue', 'Red', 'Purple'],
  device: 'Device',
  gpuNone: 'Graphics cards: none found',
  engine: 'Engine',
  engines: { onnx: 'ONNX (CPU)', funasr: 'FunASR (PyTorch)' },
  model: 'Model',
  modelNone: 'No usable model. Add a model folder under Settings.',
  precision: 'Precision',
  precisions: { auto: 'Automatic', bf16: 'bf16', fp32: 'fp32 (full)', int8: 'int8 (fast)' },
  batchSizeS: 'Batch size, seconds',
  batchSizeHint: 'The most audio recognised at once; smaller uses less memory',
  threads: 'CPU threads',
  threadsHint: 'Empty: the box’s cores shared among the workers',
  port: 'Port',
  portHint: 'Address of this instance for programs; must differ between instances',
  autoStart: 'Start with the host',
  restart: 'After a crash',
  restarts: { always: 'Restart it', never: 'Leave it stopped' },
  env: 'Extra environment variables',
  envHint: 'One NAME=value a line',
  create: 'Create',
  createAndStart: 'Create and start',
  save: 'Save changes',
  saveRestartHint: 'A running instance keeps its old values until it is restarted.',
  errors: {
    nameMissing: 'Give the instance a name.',
    nameLong: 'At most 64 characters.',
    batchSizeS: 'A number from 1 to 3600 seconds.',
    threads: 'A whole number from 1 to 256, or empty.',
    port: 'A whole number from 1024 to 65535.',
    portTaken: (p: { name: string }) => `${p.name} already uses this port.`,
    nameTaken: 'Another instance already has this name.',
    model: 'Choose a model.',
    env: (p: { line: number }) => `Line ${p.line} is not NAME=value (letters, digits and _ in the name).`,
  },
};
