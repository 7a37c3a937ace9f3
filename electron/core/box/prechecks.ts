/** Prechecks: what the facts of a box mean for the user, with cause and fix. */
import type { Finding, FindingCode } from '../../contract/machine.ts';
import type { BoxFacts, CodedFinding } from './prechecksFacts.ts';
import { judgeModels } from './prechecksModels.ts';

/** First version with node:sqlite and no flag for it. */
const lowestNode = [22, 13] as const;
/** Below: nothing can be accepted; and below the second, a few hours of spool no longer fit. */
const leastDiskMiB = 1024;
const goodDiskMiB = 10 * 1024;
/** Host, one front, one instance with the int8 model of 220 M parameters. */
const goodRamMiB = 4 * 1024;

/** In the order they are shown. */
export function foldFindings(facts: BoxFacts): CodedFinding[] {
  return [
    judgeNode(facts),
    judgeHome(facts),
    judgeDisk(facts),
    judgeRam(facts),
    judgeFfmpeg(facts),
    judgeEngine(facts),
    ...judgeModels(facts.models),
    judgeNvidia(facts),
  ];
}

function judgeNode({ nodeVersion: version }: BoxFacts): CodedFinding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > lowestNode[0] || (major === lowestNode[0] && minor >= lowestNode[1]);
  const lowest = lowestNode.join('.');
  if (isEnough) return good('node-good', `Node ${version}.`, { version });
  const message = `Node ${version} is too old; ${lowest} or newer is needed.`;
  const fix = 'Start with "npm start": it brings its own Node.';
  return { code: 'node-old', verdict: 'bad', message, fix, detail: { version, lowest } };
}

function judgeHome({ home: { path, problem } }: BoxFacts): CodedFinding {
  if (problem === null) return good('home-good', `The data folder ${path} can be written.`, { path });
  const message = `The data folder ${path} cannot be written (${problem}).`;
  const fix = 'Give this user the right to write there, or set PARADECK_HOME to another folder.';
  return { code: 'home-not-writable', verdict: 'bad', message, fix, detail: { path, cause: problem } };
}

function judgeDisk({ freeDiskMiB, home: { path } }: BoxFacts): CodedFinding {
  if (freeDiskMiB === null) {
    return {
      code: 'disk-unknown',
      verdict: 'unknown',
      message: `Free space at ${path} is not known.`,
      fix: null,
      detail: { path },
    };
  }
  const detail = { path, freeGiB: toGiB(freeDiskMiB) };
  const message = `${toGiB(freeDiskMiB)} GiB free at ${path}.`;
  if (freeDiskMiB >= goodDiskMiB) return good('disk-good', message, detail);
  const fix = 'Free space, or set PARADECK_HOME to a folder on a larger disk.';
  const verdict = freeDiskMiB < leastDiskMiB ? 'bad' : 'warning';
  return { code: 'disk-low', verdict, message, fix, detail };
}

function judgeRam({ ramTotalMiB, ramFreeMiB }: BoxFacts): CodedFinding {
  const detail = { totalGiB: toGiB(ramTotalMiB), freeGiB: toGiB(ramFreeMiB) };
  const message = `${detail.freeGiB} of ${detail.totalGiB} GiB of memory free.`;
  if (ramFreeMiB >= goodRamMiB) return good('ram-good', message, detail);
  const fix = 'Close other programs, or run fewer instances.';
  return { code: 'ram-low', verdict: 'warning', message, fix, detail };
}

function judgeFfmpeg({ ffmpeg: { settingPath, found } }: BoxFacts): CodedFinding {
  if (found === null) {
    const message = 'No ffmpeg was found: only 16 kHz mono WAV files can be read.';
    const fix = "Install ffmpeg with the system's package manager, or name its path in Settings.";
    return { code: 'ffmpeg-missing', verdict: 'bad', message, fix, detail: {} };
  }
  const detail = { ...found };
  if (settingPath !== null && found.source !== 'setting') {
    const message = `The ffmpeg named in Settings (${settingPath}) does not run; ${found.path} is used instead.`;
    const fix = 'Correct the path in Settings, or empty it.';
    return {
      code: 'ffmpeg-setting-broken',
      verdict: 'warning',
      message,
      fix,
      detail: { ...detail, settingPath },
    };
  }
  return good('ffmpeg-good', `ffmpeg ${found.version} at ${found.path}.`, detail);
}

function judgeEngine({ engine }: BoxFacts): CodedFinding {
  const { version, problem } = engine;
  if (version !== null)
    return good('onnx-engine-good', `The onnx engine runs (onnxruntime ${version}).`, { version });
  const cause = problem ?? 'unknown';
  const message = `The onnx engine does not run: ${cause}.`;
  const fix = 'Run "npm start" again: it makes the Python environment anew where it is not complete.';
  return { code: 'onnx-engine-missing', verdict: 'bad', message, fix, detail: { cause } };
}

function judgeNvidia({ nvidiaSmi: path }: BoxFacts): CodedFinding {
  if (path === null) return good('gpu-none', 'No NVIDIA GPU was found: the CPU works.', {});
  const message = `The NVIDIA driver is installed (${path}); the cards are not checked yet.`;
  return { code: 'gpu-driver', verdict: 'unknown', message, fix: null, detail: { path } };
}

function good(code: FindingCode, message: string, detail: Finding['detail']): CodedFinding {
  return { code, verdict: 'good', message, fix: null, detail };
}

function toGiB(mebibytes: number): number {
  return Math.round(mebibytes / 102.4) / 10;
}
