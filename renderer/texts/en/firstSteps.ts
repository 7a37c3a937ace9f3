/** The first steps, and where downloads come from. */
export const firstSteps = {
  title: 'Welcome to ParaDeck',
  at: (p: { at: number; of: number }) => `Step ${p.at} of ${p.of}`,
  names: { look: 'Language and theme', places: 'Where things are kept', crew: 'What does the work' },
  skipAll: 'Skip all',
  back: 'Back',
  next: 'Next',
  apply: 'Set up',
  done: 'Done',
  home: 'Models and transcripts are kept in',
  homeHint: 'Another folder: start ParaDeck with PARADECK_HOME set to it.',
  looking: 'Looking for graphics cards…',
  crewCards: 'An instance is a worker on one device. Proposed: one for each card with room.',
  crewCpu: 'No NVIDIA card was found, so instances work on the CPU. Two are a good beginning.',
  count: (p: { count: number }) =>
    p.count === 0 ? 'No instances' : p.count === 1 ? '1 instance' : `${p.count} instances`,
  countOn: (p: { device: string }) => `Instances on ${p.device}`,
  reasons: {
    'card-unwell': 'The driver reports trouble with this card: see Checks.',
    'memory-short': 'Other programs hold too much of its memory.',
  },
  needsEngine:
    'Cards need the FunASR engine, some gigabytes to download. Its page opens next: what it brings is shown before it begins.',
  realModel: 'For real recordings fetch a model in Settings, Models.',
  again: 'Go through the first steps again',
};

export const mirrors = {
  title: 'Downloads',
  label: 'Where downloads come from',
  sets: { usual: 'The usual places', china: 'Mirrors in mainland China', own: 'Addresses of your own' },
  hints: {
    usual:
      'Hugging Face, PyPI and PyTorch, or whatever the box’s own settings say. ModelScope needs no mirror.',
    china: 'hf-mirror.com, pypi.tuna.tsinghua.edu.cn and mirrors.nju.edu.cn. ModelScope needs no mirror.',
    own: 'A field left empty means the usual place.',
  },
  huggingFaceMirror: 'Mirror of Hugging Face',
  huggingFaceMirrorHint: 'https://hf-mirror.com for one',
  pipIndex: 'Index of Python packages',
  pipIndexHint: 'An address that ends in /simple',
  wrong: 'An address (https://…).',
};
