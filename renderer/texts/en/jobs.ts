import type { JobStage, JobState, JobView, Transcript } from '../../../electron/contract/job.ts';

export const jobStates = {
  queued: 'Queued',
  waiting: 'Waiting',
  paused: 'Paused',
  decoding: 'Reading file',
  running: 'Running',
  done: 'Done',
  incomplete: 'Incomplete',
  skipped: 'Skipped',
  failed: 'Failed',
  cancelled: 'Cancelled',
  quarantined: 'Set aside',
} satisfies Record<JobState, string>;

export const stages = {
  decode: 'reading the file',
  speech: 'finding speech',
  recognise: 'recognising',
  punctuate: 'punctuating',
  save: 'saving',
} satisfies Record<JobStage, string>;

export const waitings = {
  'no-instance': 'No running instance has this job’s model. Start one.',
  'instance-stopped': 'Its instance is stopped. Start it, or release the job to the fleet.',
  'instance-failed': 'Its instance has failed. Repair it, or release the job to the fleet.',
  'disk-full': 'The disk is full. Free some space; the job then goes on by itself.',
} satisfies Record<NonNullable<JobView['waiting']>, string>;

export const jobs = {
  empty: 'The queue is empty',
  emptyHint: 'Drop an audio file or a folder on the area above, or press Choose files.',
  firstHint: 'First time here? Start an instance, then drop a recording. Text appears within seconds.',
  filter: 'Jobs shown',
  all: 'All',
  active: 'In progress',
  ended: 'Ended',
  nothingShown: 'No jobs of this kind.',
  progress: (p: { name: string }) => `Progress of ${p.name}`,
  lengthUnknown: 'length not known yet',
  eta: (p: { span: string }) => `${p.span} left`,
  still: (p: { span: string }) => `no progress for ${p.span}`,
  characters: (p: { count: number }) =>
    p.count === 1 ? '1 character' : `${p.count.toLocaleString('en')} characters`,
  fleet: 'Fleet',
  ranOn: (p: { names: string }) => `on ${p.names}`,
  cancel: (p: { name: string }) => `Cancel ${p.name}`,
  pause: (p: { name: string }) => `Pause ${p.name}`,
  pauseTip: 'Pause: it keeps all it has',
  resume: (p: { name: string }) => `Resume ${p.name}`,
  resumeTip: 'Resume where it was',
  next: (p: { name: string }) => `Put ${p.name} first`,
  nextTip: 'Put first',
  retry: (p: { name: string }) => `Retry ${p.name}`,
  remove: (p: { name: string }) => `Remove ${p.name}`,
  release: 'Release to the fleet',
  readName: (p: { name: string }) => `Read the transcript of ${p.name}`,
  watch: (p: { name: string }) => `Watch the text of ${p.name}`,
  removeTitle: (p: { name: string }) => `Remove ${p.name}?`,
  removeText: 'Its transcript is removed from ParaDeck too. The audio file itself is not touched.',
  demo: 'Demo',
  again: 'Transcribe it all the same',
  skippedGone:
    'Its content was transcribed before, but that transcript has been deleted since: run it again.',
  skippedWhy: 'Its content was transcribed before in the same way: its name leads to that transcript.',
  troubles: (p: { count: number }) =>
    p.count === 1 ? 'One of its batches got no answer' : `${p.count} of its batches got no answer`,
  troubleKinds: {
    oom: (p: { size: string; name: string }) => `Memory ran out at ${p.size} on ${p.name}: `,
    died: (p: { size: string; name: string }) =>
      `The worker of ${p.name} died on a batch of ${p.size}, which counts against this file: `,
    refused: (p: { size: string; name: string }) => `${p.name} could not recognise a batch of ${p.size}: `,
  },
  troubleNext: {
    half: (p: { parts: string }) => `${p.parts} tried again there at half the size.`,
    again: (p: { parts: string }) => `${p.parts} tried again, with nothing else beside.`,
    alone: (p: { parts: string }) => `${p.parts} tried alone, elsewhere where there is another instance.`,
    'left-out': (p: { parts: string }) => `${p.parts} left out.`,
    'set-aside': () => 'the file was set aside.',
  },
  parts: (p: { count: number }) => (p.count === 1 ? '1 part' : `${p.count} parts`),
  redoHole: 'Do the missing parts',
};

export const live = {
  title: 'Live text',
  empty: 'Text appears here as it is recognised.',
  emptyHint: 'Drop an audio file on the left to begin.',
  starting: 'Listening for the first words…',
  noSpeech: 'No speech was found in this recording.',
  latest: 'Jump to latest',
  raw: 'Lighter text is not punctuated yet.',
  pending: 'not recognised yet',
};

export const notes = {
  'no-speech': 'No speech was found in this recording.',
  'few-characters': 'There are few words for its length: it may hold music, hold tones or silence.',
  'simulated-card': 'SIMULATED: instances on simulated cards recognised some of it; no real GPU was used.',
  'times-estimated':
    'Times are estimated: the model gives none, so characters are spread evenly over each stretch.',
  truncated: 'The file ended before its audio did; the text covers what could be read.',
} satisfies Record<Transcript['notes'][number], string>;
