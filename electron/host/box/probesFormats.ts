/** What an ffmpeg was built to read. */
import { parseFormats } from '../../core/box/ffmpegFormats.ts';
import type { FormatsFound } from '../../core/box/ffmpegFormats.ts';
import { runProbe } from './runProbe.ts';

const limits = { timeoutMs: 10_000 };

/** null: it could not be asked. */
export async function readFormats(path: string): Promise<FormatsFound | null> {
  const [demuxers, decoders] = await Promise.all(
    ['-demuxers', '-decoders'].map((list) => runProbe([path, '-hide_banner', list], limits)),
  );
  return parseFormats(demuxers?.stdout ?? '', decoders?.stdout ?? '');
}
