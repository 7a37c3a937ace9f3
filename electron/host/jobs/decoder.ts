/** Opens a file for decoding: our own reader for 16 kHz WAV, ffmpeg in a process of its own for all else. */
import type { FileHandle } from 'node:fs/promises';
import { pieceBytes, wavDecoder } from '../../core/audio/decodePlan.ts';
import { parseWavHeader, wavHeadBytes } from '../../core/audio/wavHeader.ts';
import type { WavHeader } from '../../core/audio/wavHeader.ts';
import type { Decoder, DecoderPorts } from './decoderPort.ts';
import { openFfmpeg } from './ffmpeg.ts';
import { openSource } from './sourceFile.ts';
import type { SourceFile } from './sourceFile.ts';

/** Reads the accepted file and no other. Throws decoder-missing, or as openSource. */
export async function openDecoder(source: SourceFile, ports: DecoderPorts): Promise<Decoder> {
  const file = await openSource(source);
  let isKept = false;
  try {
    const header = await readHeader(file, source.bytes);
    isKept = header !== null;
    return header ? openWav(file, header) : await openFfmpeg({ path: source.path, file }, ports);
  } finally {
    // ffmpeg has opened it for itself.
    if (!isKept) await file.close();
  }
}

async function readHeader(file: FileHandle, size: number): Promise<WavHeader | null> {
  const head = Buffer.alloc(Math.min(wavHeadBytes, size));
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  return parseWavHeader(head.subarray(0, bytesRead), size);
}

function openWav(file: FileHandle, header: WavHeader): Decoder {
  let isStopped = false;
  let isShort = header.isTruncated;
  async function* readPieces(): AsyncGenerator<Uint8Array> {
    for (let done = 0; done < header.dataBytes && !isStopped;) {
      const piece = Buffer.alloc(Math.min(pieceBytes, header.dataBytes - done));
      const { bytesRead } = await file.read(piece, 0, piece.length, header.dataOffset + done);
      const whole = bytesRead - (bytesRead % 2);
      if (whole === 0) {
        isShort = true;
        return;
      }
      done += whole;
      yield piece.subarray(0, whole);
    }
  }
  return {
    identity: wavDecoder,
    samples: header.dataBytes / 2,
    pieces: readPieces(),
    end: async () => ({
      exitCode: 0,
      isKilled: false,
      complaints: isShort ? 'shorter than its header says' : '',
    }),
    stop: async () => {
      isStopped = true;
      // Waits for a read under way.
      await file.close();
    },
  };
}
