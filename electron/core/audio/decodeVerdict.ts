/** What a finished decoder's exit, words and output mean. */
import type { FailureCode } from '../../contract/failure.ts';
import { Failed } from '../failed.ts';

export interface DecodeOutcome {
  readonly path: string;
  /** null: ended by a signal. */
  readonly exitCode: number | null;
  /** Killed from outside; by the system short of memory, as a rule. It tells nothing of the file. */
  readonly isKilled: boolean;
  /** The first lines it wrote to stderr. */
  readonly complaints: string;
  readonly pcmBytes: number;
}

export type DecodeVerdict =
  | { readonly isGood: true; readonly isTruncated: boolean }
  | { readonly isGood: false; readonly failed: Failed };

/** Demuxers whose files name other files or addresses: not merely no sound, but refused. */
const pointingFormats = /^(?:hls|applehttp|concat|sdp|dash|imf|rtsp|lavfi|image2|vapoursynth|avisynth)\b/;

const reasons: readonly [RegExp, FailureCode, string][] = [
  [
    /Protocol .* not on whitelist|Protocol not found/,
    'file-refused',
    'it points to something outside itself',
  ],
  [/matches no streams|does not contain any stream/, 'file-no-sound', 'it holds no sound'],
  [/No such file or directory/, 'file-not-found', 'it is not there any more'],
  // Not "Input/output error": demuxers say that of damaged files too.
  [/Permission denied|Is a directory|no sound within/, 'file-unreadable', 'it cannot be read'],
  [/moov atom not found/, 'file-truncated', 'its index is missing: the copy or the recording broke off'],
];

/**
 * Any sound at all is good: the job goes on with it, and says so where the decoder complained. Not so where the decoder was
 * killed: the file is whole, and half of it would be taken for all.
 */
export function judgeDecode(outcome: DecodeOutcome): DecodeVerdict {
  const { path } = outcome;
  if (outcome.isKilled) {
    return {
      isGood: false,
      failed: new Failed('decoder-killed', `ffmpeg was killed while it read ${path}`, { path }),
    };
  }
  const complaints = outcome.complaints.replaceAll(path, '').trim();
  if (outcome.pcmBytes > 0) {
    return { isGood: true, isTruncated: outcome.exitCode !== 0 || complaints !== '' };
  }
  const [code, reason] = findReason(complaints, outcome.exitCode);
  const detail = { path, decoder: complaints.slice(0, 300) };
  return {
    isGood: false,
    failed: new Failed(code, `${path} could not be decoded: ${reason}`, detail),
  };
}

function findReason(complaints: string, exitCode: number | null): [FailureCode, string] {
  const format = /\[([\w,]+) @ [^\]]*\] Format not on whitelist/.exec(complaints)?.[1];
  if (format !== undefined) {
    return pointingFormats.test(format)
      ? ['file-refused', `it is a list (${format}) that names other files`]
      : ['file-not-audio', `it is no sound or film (${format})`];
  }
  const known = reasons.find(([pattern]) => pattern.test(complaints));
  if (known) return [known[1], known[2]];
  if (exitCode === 0 && complaints === '') return ['file-no-sound', 'it holds no sound'];
  return ['file-not-audio', 'it is no sound or film that ffmpeg knows, or it is damaged'];
}
