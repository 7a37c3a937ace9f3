import type {
  Admission,
  GpuFault,
  GpuHealth,
  LedgerBasis,
  UnknownReason,
} from '../../../electron/contract/gpu.ts';
import type { LaunchView } from '../../../electron/contract/instance.ts';
import type { FleetMark } from '../../../electron/contract/machine.ts';

export const gpus = {
  title: 'Graphics cards',
  simulated: 'SIMULATED',
  simulatedHint: 'The graphics cards shown are made up. Nothing here is measured on real hardware.',
  used: 'used',
  free: 'free',
  rest: 'driver and other',
  nameless: 'unnamed',
  notHere: 'not in this box',
  process: (p: { name: string; pid: number }) => `${p.name} (pid ${p.pid})`,
  copyUuid: (p: { index: string }) => `Copy the UUID of card ${p.index}`,
  slices: (p: { profiles: string }) => `MIG slices: ${p.profiles}`,
  utilisation: 'Load',
  temperature: 'Temperature',
  power: 'Power',
  fan: 'Fan',
  unknown: (p: { reason: string }) => `unknown: ${p.reason}`,
  reasons: {
    'not-available': 'the card or driver does not report it',
    'not-supported': 'the card or driver does not support it',
    'no-permission': 'the host may not read it',
    deprecated: 'the driver no longer reports it',
    error: 'the driver reported an error',
    'gpu-lost': 'the card is lost',
    'needs-reset': 'the card needs a reset',
    unparsable: 'the driver’s answer could not be read',
    'not-asked': 'this driver does not know the question',
  } satisfies Record<UnknownReason, string>,
  bases: {
    measured: 'measured',
    estimated: 'estimated',
    'not-measurable': 'not measurable',
  } satisfies Record<LedgerBasis, string>,
  allBasis: {
    measured: 'all measured',
    estimated: 'all estimated',
    'not-measurable': 'shares cannot be measured here',
  } satisfies Record<LedgerBasis, string>,
  apart: 'sampled apart',
  apartHint: 'The processes were read at another moment than the total, and came to more than it.',
  healths: {
    good: 'Good',
    lost: 'Lost',
    'needs-reset': 'Needs a reset',
    error: 'Error',
  } satisfies Record<GpuHealth, string>,
  healthFixes: {
    lost: 'The card fell off the bus. Restart the box; if it happens again, check its power and slot.',
    'needs-reset': 'Stop what uses the card, run “nvidia-smi --gpu-reset”, or restart the box.',
    error: 'The driver reports an error for this card. Look at the system log (dmesg), then restart the box.',
  } satisfies Record<Exclude<GpuHealth, 'good'>, string>,
  blamed:
    'Several workers on this card failed lately. Look at the card first: heat, power, driver, other programs.',
  staleSince: (p: { time: string }) => `No answer since ${p.time}: figures are from then.`,
  source: (p: { path: string }) => `Source: ${p.path}`,
  none: 'No NVIDIA driver on this box (nvidia-smi was not found). Instances run on the CPU; the charts show memory of the box.',
  noDevices:
    'The NVIDIA driver is here, but it sees no card. Instances run on the CPU; the charts show memory of the box.',
  asking: 'Looking for graphics cards…',
  faults: {
    'not-installed': {
      cause: 'nvidia-smi was not found.',
      fix: 'Install the NVIDIA driver, or name the program under Settings.',
    },
    'driver-not-loaded': {
      cause: 'The NVIDIA driver is installed but not loaded.',
      fix: 'Load it (“sudo modprobe nvidia”) or restart the box; after a kernel update reinstall the driver.',
    },
    'version-mismatch': {
      cause: 'The NVIDIA driver was updated while the old one still runs.',
      fix: 'Restart the box.',
    },
    'no-devices': { cause: 'The driver sees no card.', fix: 'Check that the card is seated and has power.' },
    'no-permission': {
      cause: 'The host may not ask the driver.',
      fix: 'Run it as a user who may use the GPU, or pass the GPU into the container.',
    },
    'unknown-field': {
      cause: 'This nvidia-smi does not know a field that was asked.',
      fix: 'Nothing to do: it is asked again without that field. If this stays, update the driver.',
    },
    'gpu-lost': { cause: 'A card is lost.', fix: 'Restart the box; check the card’s power and slot.' },
    'needs-reset': {
      cause: 'A card needs a reset.',
      fix: 'Stop what uses it and run “nvidia-smi --gpu-reset”, or restart the box.',
    },
    'nvml-failed': {
      cause: 'The driver’s library could not be started.',
      fix: 'Reinstall the driver. In a container, pass the GPU in with the NVIDIA container toolkit.',
    },
    'timed-out': {
      cause: 'nvidia-smi does not answer.',
      fix: 'It is asked again at longer intervals. A card may be stuck: look at dmesg, or restart the box.',
    },
    failed: {
      cause: 'nvidia-smi failed.',
      fix: 'Run it in a terminal to see more; the details are below.',
    },
  } satisfies Record<GpuFault['fault'], { cause: string; fix: string }>,
};

export const marks = {
  started: 'Started',
  ready: 'Ready',
  stopped: 'Stopped',
  restarted: 'Restarted',
  crashed: 'Crashed',
  oom: 'Out of memory',
  hung: 'Hung',
  failed: 'Failed',
  mispinned: 'On the wrong device',
  blocked: 'Blocked',
  'card-lost': 'Card lost',
  'card-found': 'Card found again',
} satisfies Record<FleetMark['kind'], string>;

export const admissions = {
  verdicts: {
    fits: 'fits',
    tight: 'tight',
    refused: 'does not fit',
    unknown: 'free memory not known',
  } satisfies Record<Admission['verdict'], string>,
  tightTitle: (p: { name: string }) => `${p.name} would only just fit`,
  refusedTitle: (p: { name: string }) => `${p.name} does not fit on its card now`,
  tightText: 'It can start, but a long recording may run the card out of memory.',
  refusedText: 'Started anyway it will most likely run out of memory, and may take its neighbours with it.',
  need: 'Needs',
  needBases: {
    learned: 'learned from this card’s own peaks',
    guess: 'first guess from the model’s size',
  } satisfies Record<Admission['needBasis'], string>,
  free: 'Free on the card',
  promised: 'Promised to instances still loading',
  left: 'Left for it',
  holders: 'Who holds the card’s memory',
  nobody: 'Nobody is listed.',
  startAnyway: 'Start anyway',
  whoHolds: 'Who holds it',
};

export const launch = {
  title: 'How it is started',
  command: 'Command',
  cwd: 'Folder',
  env: 'Environment variables',
  withheld: 'Kept from the worker',
  withheldHint:
    'Variables of the host that could make the worker load other libraries or land on another card',
  readOnly: 'Not shown to who signed in to look only: variables may hold secrets.',
  withheldNone: 'Nothing is kept from it.',
  copyCommand: 'Copy the command',
  copyEnv: 'Copy the variables',
  sources: {
    inherited: 'from the host',
    default: 'from ParaDeck',
    spec: 'from this instance',
    pin: 'pins the device',
  } satisfies Record<LaunchView['env'][number]['source'], string>,
  name: 'Name',
  value: 'Value',
  source: 'Where from',
  failed: 'The host could not say how this instance is started.',
};
