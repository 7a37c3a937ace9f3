/** One run of ffmpeg: a process group of its own, its words bounded, its end always reported. */
import { execFile, spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { boundProcess, pieceBytes, planDecode, renderDecoder } from '../../core/audio/decodePlan.ts';
import { Failed } from '../../core/failed.ts';
import { killTree } from '../fleet/child.ts';
import type { Decoder, DecoderEnd, DecoderPorts } from './decoderPort.ts';

/** What of its complaints is kept. */
const longestComplaints = 8_192;
/** After its last sound, or after it was killed, it is waited for no longer than this. */
const settleMs = 2_000;
/** No sound for this long although somebody reads: it hangs, on a dead network drive for one. */
const silentMs = 120_000;
const silentComplaint = 'no sound within two minutes';
const versionMs = 10_000;

type Child = ChildProcessByStdio<null, Readable, Readable>;

export interface OpenSource {
  readonly path: string;
  readonly file: FileHandle;
}

/** It has opened the file for itself when this settles. Throws decoder-missing. */
export async function openFfmpeg(source: OpenSource, ports: DecoderPorts): Promise<Decoder> {
  const program = ports.ffmpegPath();
  if (program === null) {
    const { path } = source;
    const message = 'ffmpeg was not found, and only 16 kHz WAV is read without it';
    throw new Failed('decoder-missing', message, { path });
  }
  const identity = renderDecoder(await readVersion(program));
  return watchFfmpeg(spawnQuietly(program, source, ports.longestS), identity);
}

function watchFfmpeg(child: Child, identity: string): Decoder {
  let isStopped = false;
  let isSilent = false;
  const ended = watchEnd(child, () => isStopped || isSilent);
  function kill(): void {
    if (child.pid !== undefined) killTree(child.pid);
    // Also where a stuck process keeps its end of the pipe.
    child.stdout.destroy();
  }
  return {
    identity,
    samples: null,
    pieces: readPieces(child.stdout, {
      onSilent: () => {
        isSilent = true;
        kill();
      },
      isStopped: () => isStopped,
    }),
    end: async () => {
      const end = await settle(ended, kill);
      return isSilent ? { ...end, complaints: silentComplaint } : end;
    },
    stop: async () => {
      isStopped = true;
      kill();
      await settle(ended, kill);
    },
  };
}

/** Where Linux shows a process what it was handed as its fourth descriptor. */
const handedOver = '/proc/self/fd/3';

function spawnQuietly(program: string, { path, file }: OpenSource, longestS: number): Child {
  const isLinux = process.platform === 'linux';
  // By its number: whatever has taken the file's place by now is not read, and its name's ending decides nothing.
  const args = planDecode(isLinux ? handedOver : path, longestS);
  const [command, ...given] = isLinux ? boundProcess([program, ...args]) : [program, ...args];
  return spawn(command ?? program, given, {
    // Leads a group of its own, so that all of it can be ended.
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: isLinux ? ['ignore', 'pipe', 'pipe', file.fd] : ['ignore', 'pipe', 'pipe'],
    env: quietEnv(),
  }) as Child;
}

/** English messages; and nothing in the environment makes ffmpeg write reports or load plug-ins. */
function quietEnv(): NodeJS.ProcessEnv {
  const { PATH, LD_LIBRARY_PATH, SystemRoot, TEMP, HOME } = process.env;
  const kept = Object.entries({ PATH, LD_LIBRARY_PATH, SystemRoot, TEMP, HOME });
  return { ...Object.fromEntries(kept.filter(([, value]) => value !== undefined)), LC_ALL: 'C' };
}

function watchEnd(child: Child, isOurs: () => boolean): Promise<DecoderEnd> {
  let complaints = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    if (complaints.length < longestComplaints) complaints = (complaints + text).slice(0, longestComplaints);
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('error', () => undefined);
  return new Promise((resolve) => {
    child.once('error', (error) =>
      resolve({ exitCode: null, isKilled: false, complaints: `cannot start: ${error.message}` }),
    );
    child.once('close', (exitCode, signal) =>
      resolve({ exitCode, isKilled: signal === 'SIGKILL' && !isOurs(), complaints }),
    );
  });
}

/** Its end, or after 2 s the verdict that it will not end by itself. */
async function settle(ended: Promise<DecoderEnd>, kill: () => void): Promise<DecoderEnd> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<DecoderEnd>((resolve) => {
    timer = setTimeout(() => {
      kill();
      resolve({ exitCode: null, isKilled: false, complaints: 'it did not end by itself' });
    }, settleMs);
  });
  return Promise.race([ended, late]).finally(() => clearTimeout(timer));
}

async function* readPieces(
  stdout: Readable,
  control: { onSilent: () => void; isStopped: () => boolean },
): AsyncGenerator<Uint8Array> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of watchSilence(stdout, control.onSilent)) {
    held.push(chunk);
    bytes += chunk.length;
    if (bytes < pieceBytes) continue;
    const all = Buffer.concat(held, bytes);
    const whole = bytes - (bytes % 2);
    held = bytes > whole ? [all.subarray(whole)] : [];
    bytes -= whole;
    yield all.subarray(0, whole);
  }
  const rest = Buffer.concat(held, bytes);
  if (rest.length > 1 && !control.isStopped()) yield rest.subarray(0, rest.length - (rest.length % 2));
}

/** The clock runs only while somebody waits for a chunk: a decoder held back is not silent. */
async function* watchSilence(stdout: Readable, onSilent: () => void): AsyncGenerator<Buffer> {
  let timer = setTimeout(onSilent, silentMs);
  try {
    for await (const chunk of stdout) {
      clearTimeout(timer);
      yield chunk as Buffer;
      timer = setTimeout(onSilent, silentMs);
    }
  } catch {
    // A destroyed pipe: the end tells why.
  } finally {
    clearTimeout(timer);
  }
}

const versions = new Map<string, Promise<string>>();

/** First line of `ffmpeg -version`, asked once for each state of the file. Throws decoder-missing. */
async function readVersion(program: string): Promise<string> {
  const mark = await stat(program).then(
    ({ mtimeMs, size }) => `${program} ${size} ${mtimeMs}`,
    () => program,
  );
  const known = versions.get(mark) ?? askVersion(program);
  versions.set(mark, known);
  known.catch(() => versions.delete(mark));
  return known;
}

function askVersion(program: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: versionMs, killSignal: 'SIGKILL' as const, windowsHide: true };
    execFile(program, ['-version'], options, (error, stdout) => {
      const line = stdout.split('\n')[0]?.trim() ?? '';
      if (line !== '') resolve(line);
      else
        reject(new Failed('decoder-missing', `${program} does not run: ${error?.message ?? 'no version'}`));
    });
  });
}
