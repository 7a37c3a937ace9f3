/** One recording as it comes over a socket: its bytes go straight to disk, and no more of them are held than a pipe holds. */
import { PassThrough } from 'node:stream';
import { rm } from 'node:fs/promises';
import { Failed } from '../../../core/failed.ts';
import { renderWavHeader } from '../../../core/audio/wavHeader.ts';
import type { FunasrTake } from '../../../core/doors/funasrProtocol.ts';
import { receiveUpload } from '../uploadDoor.ts';

/** What is held before its sender has to wait, bytes. */
const heldBytes = 256 * 1024;
/** In a WAV's head: as long as the file. */
const unknownLength = 0xffff_ffff;

export interface TakePlan extends Pick<FunasrTake, 'isPcm' | 'rateHz'> {
  /** Folder for uploads. */
  readonly dir: string;
  readonly limitBytes: number;
}

export interface OpenTake {
  /** false: wait for `onRoom` before the next one. */
  push(chunk: Buffer): boolean;
  onRoom(listener: () => void): void;
  bytes(): number;
  /** Path of the whole file, synced to disk. Throws as receiveUpload. */
  end(): Promise<string>;
  /** What came of it goes. */
  discard(): Promise<void>;
}

/** `onFailure` hears at once of what ends it before its end: too-large, disk-full. */
export function openTake(plan: TakePlan, onFailure: (thrown: unknown) => void): OpenTake {
  const { dir, limitBytes } = plan;
  const body = new PassThrough({ highWaterMark: heldBytes });
  // Whoever reads the file hears of it.
  body.on('error', () => undefined);
  const stored = receiveUpload({ body, dir, limitBytes });
  stored.catch(onFailure);
  let bytes = 0;
  return {
    push: (chunk) => {
      if (body.destroyed || body.writableEnded) return true;
      // Some clients send a WAV whole and call it PCM.
      if (bytes === 0 && plan.isPcm && !isWav(chunk)) body.write(renderWavHeader(unknownLength, plan.rateHz));
      bytes += chunk.length;
      return body.write(chunk);
    },
    onRoom: (listener) => void body.on('drain', listener),
    bytes: () => bytes,
    end: () => {
      body.end();
      return stored;
    },
    discard: async () => {
      body.destroy(new Failed('file-truncated', 'the recording broke off'));
      const path = await stored.catch(() => null);
      if (path !== null) await rm(path, { force: true });
    },
  };
}

function isWav(chunk: Buffer): boolean {
  return chunk.toString('latin1', 0, 4) === 'RIFF' && chunk.toString('latin1', 8, 12) === 'WAVE';
}
