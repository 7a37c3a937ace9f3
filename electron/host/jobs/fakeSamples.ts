/** For tests: samples as the fake workers read them. */
import { open } from 'node:fs/promises';
import type { PcmSource } from '../../contract/workerMessages.ts';
import { WorkerRefused } from '../ports.ts';

/** Throws WorkerRefused('input') where they are not all there. */
export async function readSamples(pcm: PcmSource, fromSample: number, toSample: number): Promise<Int16Array> {
  if (!('path' in pcm)) throw new WorkerRefused('input', 'these fakes read files only');
  const file = await open(pcm.path, 'r').catch(() => {
    throw new WorkerRefused('input', `no file ${JSON.stringify(pcm)}`);
  });
  try {
    const bytes = Buffer.alloc((toSample - fromSample) * 2);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, fromSample * 2);
    if (bytesRead < bytes.length) throw new WorkerRefused('input', `${bytesRead} of ${bytes.length} bytes`);
    return new Int16Array(bytes.buffer, bytes.byteOffset, toSample - fromSample);
  } finally {
    await file.close();
  }
}
