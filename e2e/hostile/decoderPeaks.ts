/** How much memory each decoder took at most, as the system counted it when it ended. */
import { chmod, copyFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { root } from '../box.ts';

export interface DecoderPeaks {
  /** An ffmpeg that tells. */
  readonly program: string;
  /** MiB, of all that have ended by themselves. */
  peaksMiB(): readonly number[];
  close(): void;
}

export async function watchDecoderPeaks(dir: string): Promise<DecoderPeaks> {
  const program = join(dir, 'measured-ffmpeg');
  await copyFile(join(root, 'e2e', 'fakes', 'measured-ffmpeg.py'), program);
  await chmod(program, 0o755);
  const peaks: number[] = [];
  const server = createServer((socket) => {
    socket.setEncoding('utf8').on('data', (text: string) => peaks.push(Number(text) / 1024));
    socket.on('error', () => undefined);
  });
  server.listen(join(dir, 'peaks'));
  await once(server, 'listening');
  return { program, peaksMiB: () => peaks, close: () => server.close() };
}
