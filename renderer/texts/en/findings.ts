import type { Finding, FindingCode } from '../../../electron/contract/machine.ts';

/** What a check found, filled in from its detail, and what to do; null where nothing needs doing. */
export interface FindingTexts {
  readonly cause: (detail: Finding['detail']) => string;
  readonly fix: string | null;
}

const roles: Readonly<Record<string, string>> = {
  asr: 'speech recognition',
  vad: 'speech detection',
  punc: 'punctuation',
};

export const findings: Readonly<Record<FindingCode, FindingTexts>> = {
  'node-good': { cause: ({ version }) => `Node ${version} runs the host.`, fix: null },
  'node-old': {
    cause: ({ version, lowest }) => `Node ${version} is too old; ${lowest} or newer is needed.`,
    fix: 'Start with “npm start”: it brings its own Node.',
  },
  'home-good': { cause: ({ path }) => `The data folder ${path} can be written.`, fix: null },
  'home-not-writable': {
    cause: ({ path, cause }) => `The data folder ${path} cannot be written (${cause}).`,
    fix: 'Give this user the right to write there, or set PARADECK_HOME to another folder.',
  },
  'disk-good': { cause: ({ path, freeGiB }) => `${freeGiB} GiB free at ${path}.`, fix: null },
  'disk-low': {
    cause: ({ path, freeGiB }) => `Only ${freeGiB} GiB free at ${path}.`,
    fix: 'Free some space, or set PARADECK_HOME to a folder on a larger disk.',
  },
  'disk-unknown': { cause: ({ path }) => `Free space at ${path} is not known.`, fix: null },
  'ram-good': {
    cause: ({ freeGiB, totalGiB }) => `${freeGiB} of ${totalGiB} GiB of memory free.`,
    fix: null,
  },
  'ram-low': {
    cause: ({ freeGiB, totalGiB }) => `Only ${freeGiB} of ${totalGiB} GiB of memory free.`,
    fix: 'Close other programs, or run fewer instances.',
  },
  'ffmpeg-good': { cause: ({ version, path }) => `ffmpeg ${version} at ${path}.`, fix: null },
  'ffmpeg-missing': {
    cause: () => 'No ffmpeg was found: only 16 kHz mono WAV files can be read.',
    fix: 'Install ffmpeg with the system’s package manager, or give its path in Settings.',
  },
  'ffmpeg-setting-broken': {
    cause: ({ settingPath, path }) =>
      `The ffmpeg set in Settings (${settingPath}) does not run; ${path} is used.`,
    fix: 'Correct the path in Settings, or empty it.',
  },
  'onnx-engine-good': {
    cause: ({ version }) => `The ONNX engine runs (onnxruntime ${version}).`,
    fix: null,
  },
  'onnx-engine-missing': {
    cause: ({ cause }) => `The ONNX engine does not run: ${cause}.`,
    fix: 'Run “npm start” again: it completes the Python environment.',
  },
  'models-good': { cause: ({ count }) => `${count} models can be used.`, fix: null },
  'model-role-missing': {
    cause: ({ role }) => `No model for ${roles[String(role)] ?? role} can be used.`,
    fix: 'Add a model folder in Settings.',
  },
  'model-broken': {
    cause: ({ name, cause }) => `The model ${name} cannot be used: ${cause}`,
    fix: 'Repair its folder and add it again, or remove it from the list.',
  },
  'gpu-none': { cause: () => 'No NVIDIA graphics card was found: the CPU does the work.', fix: null },
  'gpu-driver': {
    cause: ({ path }) => `The NVIDIA driver is installed (${path}); the cards are not checked yet.`,
    fix: null,
  },
};
