/** Brings one file's sound into the spool. */
import { sampleRateHz } from '../../contract/workerMessages.ts';
import { judgeDecode } from '../../core/audio/decodeVerdict.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { Failed } from '../../core/failed.ts';
import { isNoRoom } from '../home/noRoom.ts';
import { openDecoder } from './decoder.ts';
import type { Decoder } from './decoderPort.ts';
import type { JobRun } from './jobRun.ts';
import type { JobRecord } from '../store/storePort.ts';
import type { Lane } from './lane.ts';
import type { Room } from './room.ts';
import type { RunTable } from './runTable.ts';
import { checkSource } from './sourceFile.ts';
import type { Spool, SpoolFile } from './spool.ts';

export interface DecodePorts {
  readonly table: RunTable;
  readonly spool: Spool;
  readonly room: Room;
  readonly lane: Lane;
  readonly ffmpegPath: () => string | null;
  /** Longest sound accepted, h. */
  readonly longestH: () => number;
  readonly now: () => number;
  /** Ends the job where its content was transcribed before; then true. */
  readonly skip: (run: JobRun) => Promise<boolean>;
  readonly frontKey: () => string;
  /** More of it is in the spool, or all. */
  readonly onMore: (run: JobRun) => void;
}

const bytesPerSample = 2;

/**
 * Settles when all of it is in the spool, when the job was skipped, or when it was stopped (then the spool's file is not whole).
 * Throws Failed: the file's fault, a missing decoder or one killed again and again, or file-too-long.
 */
export async function decodeRun(run: JobRun, ports: DecodePorts): Promise<void> {
  await checkSource(run.record);
  try {
    await decodePatiently(run, ports);
  } catch (thrown) {
    // Emptied or written anew while it was read: that is the cause, not what its decoder made of the rest.
    if (thrown instanceof Failed && thrown.code === 'file-not-audio')
      await checkUnchanged(run, ['file-changed', 'file-empty']);
    throw thrown;
  }
}

/** A decoder killed from outside (short memory) says nothing of the file: once more from its start, three times in all. */
async function decodePatiently(run: JobRun, ports: DecodePorts): Promise<void> {
  for (let left = 2; ; left -= 1) {
    try {
      return await decodeSource(run, ports);
    } catch (thrown) {
      const mayPass = thrown instanceof Failed && thrown.code === 'decoder-killed';
      if (!mayPass || left === 0 || run.abort.signal.aborted) throw thrown;
    }
  }
}

async function decodeSource(run: JobRun, ports: DecodePorts): Promise<void> {
  if (await ports.skip(run)) return;
  const decoder = await openDecoder(run.record, {
    ffmpegPath: ports.ffmpegPath,
    longestS: longestSOf(run.record, ports),
  });
  let isStopped = run.abort.signal.aborted;
  const stop = async (): Promise<void> => {
    isStopped = true;
    ports.lane.leave(run);
    await decoder.stop();
  };
  run.stopDecoding = stop;
  const onAbort = (): void => void stop();
  run.abort.signal.addEventListener('abort', onAbort);
  try {
    if (isStopped) return;
    refuseTooLong(run.record, decoder.samples ?? 0, ports);
    await begin(run, decoder, ports);
    await fillSpool(run, { decoder, isStopped: () => isStopped }, ports);
  } finally {
    run.abort.signal.removeEventListener('abort', onAbort);
    run.stopDecoding = null;
    await decoder.stop();
  }
}

/** What was found with another decoder does not fit these samples. */
async function begin(run: JobRun, decoder: Decoder, { table, now, frontKey }: DecodePorts): Promise<void> {
  const known = run.record.decoder;
  if (known === decoder.identity) return;
  if (known !== null) await table.reset(run);
  const startedAt = run.record.startedAt ?? now();
  table.note(run, { decoder: decoder.identity, startedAt, frontKey: frontKey() });
}

interface Decoding {
  readonly decoder: Decoder;
  readonly isStopped: () => boolean;
}

async function fillSpool(run: JobRun, decoding: Decoding, ports: DecodePorts): Promise<void> {
  const file = await ports.spool.create(run.record.id);
  run.decodedSamples = 0;
  try {
    for await (const piece of decoding.decoder.pieces) {
      await ports.lane.pass(run);
      if (decoding.isStopped()) return;
      await append(run, { file, piece, isStopped: decoding.isStopped }, ports);
      refuseTooLong(run.record, run.decodedSamples, ports);
      ports.onMore(run);
    }
    if (decoding.isStopped()) return;
    await finish(run, { file, decoder: decoding.decoder }, ports);
  } finally {
    await file.close();
  }
}

interface Appending {
  readonly file: SpoolFile;
  readonly piece: Uint8Array;
  readonly isStopped: () => boolean;
}

/** Waits where the disk is full, and tries again. */
async function append(run: JobRun, { file, piece, isStopped }: Appending, ports: DecodePorts): Promise<void> {
  while (!isStopped()) {
    try {
      await file.write(piece);
      run.decodedSamples += piece.length / bytesPerSample;
      return;
    } catch (thrown) {
      if (!isNoRoom(thrown)) throw thrown;
      ports.room.noteFull();
      await ports.lane.pass(run);
    }
  }
}

function longestSOf({ options }: JobRecord, { longestH }: DecodePorts): number {
  return Math.min(longestH() * 3600, options.longestS ?? Infinity);
}

function refuseTooLong(record: JobRecord, samples: number, ports: DecodePorts): void {
  const longestS = longestSOf(record, ports);
  if (samples <= longestS * sampleRateHz) return;
  const { path } = record;
  const longestH = Number((longestS / 3600).toPrecision(2));
  throw new Failed('file-too-long', `${path} is longer than ${longestH} h`, { path, longestH });
}

/**
 * The length is journaled once the samples are on the platter: it says that the spool's file is whole. Speech is looked for
 * meanwhile.
 */
async function finish(
  run: JobRun,
  { file, decoder }: { file: SpoolFile; decoder: Decoder },
  { table, lane, onMore }: DecodePorts,
): Promise<void> {
  const { path } = run.record;
  const verdict = judgeDecode({
    ...(await decoder.end()),
    path,
    pcmBytes: run.decodedSamples * bytesPerSample,
  });
  if (!verdict.isGood) throw verdict.failed;
  await checkUnchanged(run, ['file-changed']);
  lane.keep(run);
  onMore(run);
  await file.sync();
  await table.patch(run, { totalSamples: run.decodedSamples, isTruncated: verdict.isTruncated });
  onMore(run);
}

/** A file still being copied is read too early. That it is gone by now does no harm: all of it was read. */
async function checkUnchanged({ record }: JobRun, codes: readonly FailureCode[]): Promise<void> {
  try {
    await checkSource(record);
  } catch (thrown) {
    if (thrown instanceof Failed && codes.includes(thrown.code)) throw thrown;
  }
}
