/** What the findings about box, engines, sound, models and doors say in English. */
import type { FindingText } from './findingTexts.ts';
import { cardFindingTextsEn } from './cardFindingTextsEn.ts';
import type { FindingCode } from './machine.ts';

const roles: Readonly<Record<string, string>> = {
  asr: 'speech recognition',
  vad: 'speech detection',
  punc: 'punctuation',
};

const mirrors =
  'On a slow or blocked network set a mirror (HF_ENDPOINT), or download the folder elsewhere, keep it where MODELSCOPE_CACHE points, or add it by hand.';

export const findingTextsEn: Readonly<Record<FindingCode, FindingText>> = {
  ...cardFindingTextsEn,
  'node-good': { cause: ({ version }) => `Node ${version} runs the host.`, fix: null },
  'node-old': {
    cause: ({ version, lowest }) => `Node ${version} is too old; ${lowest} or newer is needed.`,
    fix: () => 'Start ParaDeck by npm: it brings its own Node.',
  },
  'home-good': { cause: ({ path }) => `The data folder ${path} can be written.`, fix: null },
  'home-not-writable': {
    cause: ({ path, cause }) => `The data folder ${path} cannot be written (${cause}).`,
    fix: () => 'Give this user the right to write there, or set PARADECK_HOME to another folder.',
  },
  'home-file-damaged': {
    cause: ({ file, kept }) =>
      `${file} in the data folder was damaged when ParaDeck started; it is kept as ${kept}, and ParaDeck goes on without it.`,
    fix: () => 'Check the disk, and whether something else writes into the data folder.',
  },
  'disk-good': { cause: ({ path, freeGiB }) => `${freeGiB} GiB free at ${path}.`, fix: null },
  'disk-low': {
    cause: ({ path, freeGiB }) => `Only ${freeGiB} GiB free at ${path}.`,
    fix: () => 'Free some space, or set PARADECK_HOME to a folder on a larger disk.',
  },
  'disk-unknown': { cause: ({ path }) => `Free space at ${path} is not known.`, fix: null },
  'ram-good': {
    cause: ({ freeGiB, totalGiB }) => `${freeGiB} of ${totalGiB} GiB of memory free.`,
    fix: null,
  },
  'ram-low': {
    cause: ({ freeGiB, totalGiB }) => `Only ${freeGiB} of ${totalGiB} GiB of memory free.`,
    fix: () => 'Close other programs, or run fewer instances.',
  },
  'python-good': {
    cause: ({ version, path }) => `Python ${version} (${path}) can make environments.`,
    fix: null,
  },
  'python-missing': {
    cause: ({ lowest }) => `No Python ${lowest} or newer was found, so no engine can be installed.`,
    fix: () => 'Install it, or name its path in PARADECK_PYTHON.',
  },
  'conda-good': {
    cause: ({ version, path }) => `Conda ${version} (${path}). An instance can use one of its environments.`,
    fix: null,
  },
  'conda-none': { cause: () => 'No conda. None is needed: ParaDeck makes its own environments.', fix: null },
  'onnx-engine-good': { cause: ({ version }) => `The ONNX engine runs (onnxruntime ${version}).`, fix: null },
  'onnx-engine-none': {
    cause: () => 'The Python environment of the ONNX engine has not been made yet.',
    fix: () => 'Start ParaDeck once with network access: it makes the environment.',
  },
  'onnx-engine-broken': {
    cause: ({ path, cause }) => `The ONNX engine does not run with ${path}: ${cause}`,
    fix: () => 'Remove its environment and start again: it is made anew.',
  },
  'funasr-engine-good': { cause: ({ path }) => `The FunASR engine is installed (${path}).`, fix: null },
  'funasr-engine-unneeded': {
    cause: () => 'The FunASR engine is not installed, and no instance asks for it.',
    fix: null,
  },
  'funasr-engine-none': {
    cause: ({ name }) => `Instance ${name} asks for the FunASR engine, which is not installed.`,
    fix: () => 'Install it under Settings, Engines.',
  },
  'ffmpeg-good': { cause: ({ version, path }) => `ffmpeg ${version} at ${path}.`, fix: null },
  'ffmpeg-missing': {
    cause: () => 'No ffmpeg was found: only 16 kHz mono WAV files can be read.',
    fix: () => 'Install ffmpeg, or give its path in Settings.',
  },
  'ffmpeg-setting-broken': {
    cause: ({ settingPath, path }) =>
      `The ffmpeg set in Settings (${settingPath}) does not run; ${path} is used.`,
    fix: () => 'Correct the path in Settings, or empty it.',
  },
  'ffmpeg-formats-good': { cause: ({ formats }) => `It reads ${formats}.`, fix: null },
  'ffmpeg-formats-missing': {
    cause: ({ missing }) => `This ffmpeg was built without ${missing}: such files will be refused.`,
    fix: () => 'Install a full build of ffmpeg, or convert those files elsewhere.',
  },
  'ffmpeg-formats-unknown': {
    cause: ({ path }) => `Which formats ${path} reads could not be asked.`,
    fix: null,
  },
  'models-good': { cause: ({ count }) => `${count} models can be used.`, fix: null },
  'model-role-missing': {
    cause: ({ role }) => `No model for ${roles[String(role)] ?? role} can be used.`,
    fix: () => 'Add a model folder in Settings.',
  },
  'model-broken': {
    cause: ({ name, dir, cause }) => `The model ${name} (${dir}) cannot be used: ${cause}`,
    fix: () => 'Repair its folder and add it again, or remove it from the list.',
  },
  'model-incomplete': {
    cause: ({ name, dir, cause }) => `The model ${name} (${dir}) did not arrive whole: ${cause}`,
    fix: () => `Fetch the missing files again. ${mirrors}`,
  },
  'model-fetch-failed': {
    cause: ({ fullId, hub, cause }) => `${fullId} could not be fetched from ${hub}: ${cause}`,
    fix: () =>
      `Try again: what has come is kept. A mirror takes effect when ParaDeck is stopped and started with it. ${mirrors}`,
  },
  'ports-good': { cause: ({ ports }) => `Nobody else has the instances’ ports (${ports}).`, fix: null },
  'port-taken': {
    cause: ({ name, port, owner }) => `Port ${port} of instance ${name} is taken by ${owner}.`,
    fix: () => 'Give the instance another port, or end the other program.',
  },
  'panel-port-taken': {
    cause: ({ port, owner }) => `Port ${port}, where the panel would be served, is taken by ${owner}.`,
    fix: () => 'Serve the panel on another port, or end the other program.',
  },
  'panel-local': {
    cause: ({ port }) => `The panel is for browsers on this machine: port ${port}.`,
    fix: null,
  },
  'panel-behind-ssh': {
    cause: ({ port }) =>
      `This machine is used over SSH, and the panel listens on 127.0.0.1:${port} only: a page that does not open on your own machine is missing its port mapping, not broken. No firewall needs opening and no 0.0.0.0.`,
    fix: ({ port }) =>
      `On your own machine run the command below, with the address and SSH port you connect by, and open http://127.0.0.1:${port} there.`,
  },
};
