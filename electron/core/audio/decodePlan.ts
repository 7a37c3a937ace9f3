/** How ffmpeg is called: what it may open, what it may read, and what comes out. */
import { sampleRateHz } from '../../contract/workerMessages.ts';

/** Demuxers of sound and film that hold their own data. Playlists and scripts that name other files are not among them. */
const allowedFormats: readonly string[] = [
  ...['wav', 'mp3', 'flac', 'ogg', 'mov', 'matroska', 'aac', 'amr', 'aiff', 'avi', 'asf'],
  ...['flv', 'mpegts', 'mpeg', 'caf', 'w64', 'ac3', 'au', 'ape', 'wv'],
];

/** Largest single allocation of ffmpeg, bytes: the index of 12 hours of film takes 70 MiB, one sample of sound no more than 1. */
const longestAllocationBytes = 96 * 1024 * 1024;

/** All that its process may allocate, KiB; a file that needs more is none that is meant to be heard. */
const mostDataKiB = 512 * 1024;

/** Sound comes in pieces of 15 s: few writes, and a full window is noticed soon. */
export const pieceBytes = 15 * sampleRateHz * 2;

const before = [
  ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-max_alloc', String(longestAllocationBytes)],
  // A thread per core would cost memory per core, and turns are handed out to decoders, not to their threads.
  ...['-threads', '1', '-filter_threads', '1'],
  ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', allowedFormats.join(',')],
];
const after = ['-ac', '1', '-ar', String(sampleRateHz), '-f', 's16le', 'pipe:1'];
const streams = ['-map', '0:a:0', '-vn', '-sn', '-dn'];

/**
 * Arguments of ffmpeg for one file; `path` is absolute, so whatever its name is, it stays a name.
 * One second more than `longestS` comes out of a longer file: that is how it is known to be longer.
 */
export function planDecode(path: string, longestS: number): string[] {
  return [...before, '-i', `file:${path}`, ...streams, '-t', String(Math.ceil(longestS) + 1), ...after];
}

/**
 * The same command under limits of its own (Linux): of memory, and of files: it writes none, and leaves no core. Where the
 * host itself stands under tighter ones those hold, without a word that would be taken for the decoder's.
 */
export function boundProcess(command: readonly string[]): string[] {
  const limits = `{ ulimit -c 0; ulimit -f 0; ulimit -d ${mostDataKiB}; } 2>/dev/null`;
  return ['/bin/sh', '-c', `${limits}; exec "$0" "$@"`, ...command];
}

/** What the samples depend on; journaled, so that another decoder's samples are never mixed with these. */
export function renderDecoder(versionLine: string): string {
  return [versionLine, ...before, ...streams, ...after].join(' ');
}

/** The own parser's identity; a number that rises when its samples change. */
export const wavDecoder = 'wav 1';
