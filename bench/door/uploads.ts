/** An upload of 2 GB: how much more the host holds in memory while it comes. */
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { measureProcess } from '../../e2e/load.ts';
import type { BenchOutcome } from '../outcome.ts';
import { median } from '../../e2e/median.ts';
import { judgeRatio } from '../outcome.ts';
import type { DoorBench } from './added.ts';

/** Odd, so that a median is a run. */
const rounds = 3;
const totalBytes = 2_000_000_000;
const chunk = Buffer.alloc(1024 * 1024, 'no sound at all ');
const lookMs = 20;
const boundary = 'paradeck-bench';

interface Upload {
  readonly extraMiB: number;
  readonly seconds: number;
}

export async function measureUploads(bench: DoorBench): Promise<BenchOutcome> {
  const taken: Upload[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    bench.say(`2 GB, round ${round} of ${rounds}`);
    taken.push(await upload(bench));
  }
  const extraMiB = median(taken.map((one) => one.extraMiB));
  return {
    rows: [
      {
        what: 'upload of 2 GB',
        value: totalBytes / 1e6 / median(taken.map(({ seconds }) => seconds)),
        unit: 'MB/s',
      },
    ],
    ratios: [judgeRatio('extra memory of the host for it (MiB)', extraMiB, { at: 64, better: 'lower' })],
  };
}

/** It is no sound, which the door says once all of it is there. */
async function upload({ box, port }: DoorBench): Promise<Upload> {
  const before = measureProcess(box.pid).rssMiB;
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, measureProcess(box.pid).rssMiB);
  }, lookMs);
  const beganAt = performance.now();
  try {
    const status = await sendAll(port);
    if (status !== 202 && status !== 400) throw new Error(`the door answered ${status}`);
    return { extraMiB: most - before, seconds: (performance.now() - beganAt) / 1_000 };
  } finally {
    clearInterval(look);
  }
}

async function sendAll(port: number): Promise<number> {
  const sent = request({
    ...{ host: '127.0.0.1', port, method: 'POST', path: '/v1/jobs', agent: false },
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
  });
  const answered = once(sent, 'response');
  sent.write(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="large.mp3"\r\n\r\n`);
  for (let bytes = 0; bytes < totalBytes; bytes += chunk.byteLength) {
    if (!sent.write(chunk)) await once(sent, 'drain');
  }
  sent.end(`\r\n--${boundary}--\r\n`);
  const [response] = (await answered) as [IncomingMessage];
  response.resume();
  return response.statusCode ?? 0;
}
