/** Makes one copy to listen to: the source as 16 kHz mono WAV, and the peaks of its waveform. */
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { longestPeaks } from '../../contract/listen.ts';
import { sampleRateHz } from '../../contract/workerMessages.ts';
import { judgeDecode } from '../../core/audio/decodeVerdict.ts';
import { createPeakMeter, shrinkPeaks } from '../../core/audio/peaks.ts';
import { plainHeaderBytes, renderWavHeader } from '../../core/audio/wavHeader.ts';
import { Failed } from '../../core/failed.ts';
import { isNoRoom } from '../home/noRoom.ts';
import { openDecoder } from '../jobs/decoder.ts';
import type { Decoder, DecoderPorts } from '../jobs/decoderPort.ts';
import type { SourceFile } from '../jobs/sourceFile.ts';

export interface CopyPorts extends DecoderPorts {
  readonly signal: AbortSignal;
  /** Seconds copied so far. */
  readonly onMore: (decodedS: number) => void;
}

export interface ListeningCopy {
  readonly durationS: number;
  readonly peaks: number[];
  readonly bytes: number;
}

const bytesPerSample = 2;

/** Settles when `to` is whole; leaves nothing there otherwise. Throws Failed: the file's fault, decoder-missing, disk-full. */
export async function makeCopy(from: SourceFile, to: string, ports: CopyPorts): Promise<ListeningCopy> {
  const decoder = await openDecoder(from, ports);
  const stop = (): void => void decoder.stop();
  ports.signal.addEventListener('abort', stop);
  const partial = `${to}.part`;
  try {
    ports.signal.throwIfAborted();
    const copy = await writeCopy({ decoder, from: from.path, to: partial }, ports);
    await rename(partial, to);
    return copy;
  } catch (thrown) {
    await rm(partial, { force: true });
    throw foldWriteError(thrown, to);
  } finally {
    ports.signal.removeEventListener('abort', stop);
    await decoder.stop();
  }
}

interface Copying {
  readonly decoder: Decoder;
  readonly from: string;
  readonly to: string;
}

async function writeCopy({ decoder, from, to }: Copying, ports: CopyPorts): Promise<ListeningCopy> {
  const file = await open(to, 'w', 0o600);
  const meter = createPeakMeter();
  let pcmBytes = 0;
  try {
    await file.write(renderWavHeader(0));
    for await (const piece of decoder.pieces) {
      await writeWhole(file, piece);
      pcmBytes += piece.length;
      // Buffers of a pool begin at any byte, samples only at even ones.
      meter.add(new Int16Array(piece.slice().buffer));
      ports.onMore(pcmBytes / bytesPerSample / sampleRateHz);
    }
    ports.signal.throwIfAborted();
    const verdict = judgeDecode({ ...(await decoder.end()), path: from, pcmBytes });
    if (!verdict.isGood) throw verdict.failed;
    // How long it is stands in front and is known only now.
    await file.write(renderWavHeader(pcmBytes), 0, plainHeaderBytes, 0);
  } finally {
    await file.close();
  }
  return {
    durationS: pcmBytes / bytesPerSample / sampleRateHz,
    peaks: shrinkPeaks(meter.peaks(), longestPeaks),
    bytes: plainHeaderBytes + pcmBytes,
  };
}

async function writeWhole(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let done = 0; done < piece.length;) {
    const { bytesWritten } = await file.write(piece, done);
    done += bytesWritten;
  }
}

function foldWriteError(thrown: unknown, path: string): unknown {
  return isNoRoom(thrown) ? new Failed('disk-full', `no room for ${path}`, { path }) : thrown;
}
