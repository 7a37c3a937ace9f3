/** What the findings about cards, CUDA and containers say in English. */
import type { CardFindingTexts } from './findingTexts.ts';

/** Where the driver is mended: a container and WSL borrow it from the machine around them. */
const places: Readonly<Record<string, string>> = {
  container: 'Do this on the machine that runs this container, then start the container again.',
  wsl: 'Install or update the NVIDIA driver in Windows (none belongs inside WSL), then run “wsl --shutdown” there.',
};
const place = (where: string | number | undefined): string => places[String(where)] ?? '';

export const cardFindingTextsEn: CardFindingTexts = {
  'gpu-none': { cause: () => 'No NVIDIA graphics card was found: the CPU does the work.', fix: null },
  'gpu-wanted': {
    cause: () => 'An instance is to run on a card, but no NVIDIA card was found in this machine.',
    fix: ({ where }) =>
      place(where) || 'Let it run on the CPU, or put in a card and install its driver (535 or newer).',
  },
  'gpu-simulated': { cause: () => 'The cards are made up: this is a simulated box.', fix: null },
  'gpu-driver-missing': {
    cause: () => 'There is an NVIDIA card in this machine, but no driver for it: the CPU does the work.',
    fix: ({ where }) => place(where) || 'Install the NVIDIA driver (535 or newer) and restart the machine.',
  },
  'gpu-smi-missing': {
    cause: () =>
      'The NVIDIA driver is loaded, but nvidia-smi is not here: cards can neither be listed nor watched.',
    fix: ({ where }) =>
      where === 'container'
        ? 'Start the container with NVIDIA_DRIVER_CAPABILITIES=compute,utility.'
        : 'Install the driver’s utilities, or name nvidia-smi’s path in Settings.',
  },
  'gpu-not-loaded': {
    cause: ({ words }) => `The NVIDIA driver is installed but not loaded. nvidia-smi says: ${words}`,
    fix: ({ where }) =>
      place(where) ||
      'Load it. Where that fails, a new kernel or Secure Boot is the usual cause: reinstall the driver and restart.',
  },
  'gpu-mismatch': {
    cause: ({ words, loaded }) =>
      `The NVIDIA driver was updated, but the old one (${loaded}) is still loaded. nvidia-smi says: ${words}`,
    fix: ({ where }) => place(where) || 'Restart the machine.',
  },
  'gpu-no-devices': {
    cause: () => 'The NVIDIA driver answers, but sees no CUDA card.',
    fix: ({ where }) =>
      place(where) || 'Check that the card sits well and has power, and look for “NVRM” in the kernel’s log.',
  },
  'gpu-hidden': {
    cause: () => 'The machine has an NVIDIA card, but this container was given none.',
    fix: () =>
      'Start the container again with “--gpus all”; the machine around it needs the NVIDIA container toolkit.',
  },
  'gpu-no-permission': {
    cause: ({ words }) => `This user may not ask the cards. nvidia-smi says: ${words}`,
    fix: () => 'Give this user access to /dev/nvidia* (usually the group “video”), and sign in again.',
  },
  'gpu-nvml-failed': {
    cause: ({ words }) => `The driver’s library does not start. nvidia-smi says: ${words}`,
    fix: ({ where }) =>
      where === 'container'
        ? 'This container has lost its cards, as happens when systemd reloads outside. Start it again; to keep it from happening, use CDI or the cgroupfs driver.'
        : place(where) ||
          'Reinstall the driver, so that its library and module are of one version, and restart.',
  },
  'gpu-smi-hung': {
    cause: () => 'nvidia-smi does not answer: a card or its driver is stuck.',
    fix: ({ where }) =>
      place(where) || 'Look for “Xid” in the kernel’s log; as a rule only a restart of the machine helps.',
  },
  'gpu-smi-failed': {
    cause: ({ words }) => `nvidia-smi failed. It says: ${words}`,
    fix: () => 'Run nvidia-smi by hand and mend what it names.',
  },
  'gpu-driver-good': {
    cause: ({ version }) => `NVIDIA driver ${version} (535 or newer is needed).`,
    fix: null,
  },
  'gpu-driver-old': {
    cause: ({ version }) => `NVIDIA driver ${version} is too old: 535 or newer is needed.`,
    fix: ({ where }) => place(where) || 'Install a newer driver and restart the machine.',
  },
  'gpu-driver-unknown': { cause: () => 'The version of the NVIDIA driver is not known.', fix: null },
  'gpu-card-good': {
    cause: ({ name, memory, capability, index }) =>
      `Card ${index}: ${name}, ${memory}, compute capability ${capability}.`,
    fix: null,
  },
  'gpu-card-lost': {
    cause: ({ name, uuid }) => `${name} (${uuid}) has fallen off the bus: nothing can run on it.`,
    fix: () => 'Restart the machine. If it happens again, check power and seating: the card may be failing.',
  },
  'gpu-card-needs-reset': {
    cause: ({ name, uuid }) => `${name} (${uuid}) must be reset before anything can run on it.`,
    fix: () => 'Stop what runs on it and reset it, or restart the machine.',
  },
  'gpu-card-error': {
    cause: ({ name, uuid }) => `${name} (${uuid}) answers with errors.`,
    fix: () => 'Look for “Xid” in the kernel’s log, and restart the machine.',
  },
  'gpu-card-blamed': {
    cause: ({ name, uuid }) =>
      `At least half of the workers on ${name} (${uuid}) failed lately: the card itself is suspect.`,
    fix: () => 'Look for “Xid” in the kernel’s log, and try the instances on another card.',
  },
  'instance-card-missing': {
    cause: ({ name, uuid }) => `Instance ${name} is pinned to ${uuid}, which is not in this machine now.`,
    fix: () => 'Give it another device, or wait until the card is back. It is never moved by itself.',
  },
  'precision-unsupported': {
    cause: ({ name, precision, card, capability }) =>
      `Instance ${name} is to run in ${precision} on ${card}, whose compute capability ${capability} lacks it (8.0 has it).`,
    fix: () => 'Set its precision to auto: it takes what the card can do.',
  },
  'shared-card-oom': {
    cause: ({ name, card, others }) =>
      `Instance ${name} ran out of memory on ${card} (CUDA out of memory). Others on the same card: ${others}.`,
    fix: ({ better, batchSizeS }) =>
      better !== ''
        ? `Isolate it: give it a card of its own. ${better} has the most free.`
        : `No other card has room. Stop one of them, or lower the batch size (now ${batchSizeS} s; at most 150).`,
  },
  'shared-card-tight': {
    cause: ({ card, names, needGiB, totalGiB }) =>
      `${names} share ${card}. Together they need about ${needGiB} of its ${totalGiB} GiB: the later one may run out of memory (CUDA out of memory).`,
    fix: ({ better }) =>
      better !== ''
        ? `Give one of them a card of its own: ${better} has the most free.`
        : 'Lower their batch size to 150 s or less, or run one of them at a time.',
  },
  'torch-good': {
    cause: ({ version, build, path }) => `torch ${version} for CUDA ${build} (${path}).`,
    fix: null,
  },
  'torch-missing': {
    cause: ({ path, name }) => `The environment of instance ${name} (${path}) has no torch.`,
    fix: () => 'Install the engine’s packages into that environment.',
  },
  'torch-broken': {
    cause: ({ path, words }) => `torch cannot be loaded with ${path}: ${words}`,
    fix: () => 'Install the engine’s packages into that environment again.',
  },
  'torch-cpu-build': {
    cause: ({ version, path }) => `torch ${version} (${path}) is a build without CUDA: it can use no card.`,
    fix: () => 'Install a build with CUDA into that environment.',
  },
  'torch-driver-old': {
    cause: ({ version, build, driver, needed }) =>
      `torch ${version} is built for CUDA ${build}, which needs driver ${needed} or newer; this one is ${driver}.`,
    fix: () => 'Update the driver, or install a build for an older CUDA:',
  },
  'torch-no-kernel': {
    cause: ({ version, build, card, capability }) =>
      `torch ${version} for CUDA ${build} has no code for ${card} (compute capability ${capability}).`,
    fix: () => 'Install a build that still has it:',
  },
  'cuda-good': {
    cause: ({ card, ms }) =>
      `CUDA works on ${card}: this Python allocated, used and freed a tensor there in ${ms} ms.`,
    fix: null,
  },
  'cuda-refused': {
    cause: ({ card, words }) => `CUDA cannot be used on ${card} from the worker’s own Python: ${words}`,
    fix: () =>
      'Mend what the message names. After a driver update a restart of the machine is usually what is missing.',
  },
  'cuda-hung': {
    cause: ({ card, limitS }) => `CUDA did not answer on ${card} within ${limitS} s.`,
    fix: () => 'Look for “Xid” in the kernel’s log; as a rule only a restart of the machine helps.',
  },
  'cuda-memory-full': {
    cause: ({ card, words }) => `${card} has no memory left for even a small tensor: ${words}`,
    fix: () => 'See who holds it, and end what is not needed.',
  },
  'cuda-other-card': {
    cause: ({ card, actual }) => `Pinned to ${card}, this Python came to sit on ${actual}.`,
    fix: () => 'Remove CUDA_VISIBLE_DEVICES from sitecustomize or other start-up code of that environment.',
  },
  'cuda-no-card': {
    cause: () => 'Whether CUDA works was not tried: there is no card to try it on.',
    fix: null,
  },
  'cuda-no-torch': {
    cause: () => 'Whether CUDA works was not tried: no engine with torch is installed.',
    fix: () => 'Nothing, as long as every instance works on the CPU; else install the FunASR engine.',
  },
  'container-none': {
    cause: () => 'Neither Docker nor Podman is here. ParaDeck itself needs none.',
    fix: null,
  },
  'container-good': {
    cause: ({ name, version }) => `${name} ${version} can give containers the cards.`,
    fix: null,
  },
  'container-plain': {
    cause: ({ name, version }) => `${name} ${version}. There is no card to give to containers.`,
    fix: null,
  },
  'container-no-toolkit': {
    cause: ({ name }) =>
      `${name} cannot give containers the cards: the NVIDIA container toolkit is not installed.`,
    fix: () => 'Needed only for workers or ParaDeck in a container. Install it and tell the engine of it.',
  },
  'container-not-configured': {
    cause: ({ name }) => `The NVIDIA container toolkit is installed, but ${name} does not know of it.`,
    fix: () => 'Tell it, and restart its service.',
  },
  'container-silent': {
    cause: ({ name, words }) => `${name} is installed, but does not answer: ${words}`,
    fix: () => 'Start its service, or give this user the right to use it.',
  },
};
