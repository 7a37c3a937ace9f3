/**
 * Works on a store until it is killed, and says on stdout what was acknowledged, a line each:
 * `accepted ID`, `result ID INDEX`, `finished ID`, `removed ID`; and `removing ID` before it tries to.
 * Arguments: database file, prefix of its jobs' ids.
 */
import { writeSync } from 'node:fs';
import { openStore } from '../../electron/host/store/store.ts';
import {
  quietLog as log,
  sampleClock as clock,
  sampleJob,
  sampleResult,
  sampleSegments,
  sampleTranscript,
} from '../../electron/host/store/storeSample.ts';

const [path = '', prefix = ''] = process.argv.slice(2);
const segmentsPerJob = 12;
const store = await openStore({ path, log, clock });

/** Written at once, past every buffer of this process: a line that is out was acknowledged. */
function say(line: string): void {
  for (let left = Buffer.from(`${line}\n`); left.length > 0;) left = left.subarray(writeSome(left));
}

/** Bytes that went out; none while the pipe is full, because whoever reads it is busy. */
function writeSome(bytes: Buffer): number {
  try {
    return writeSync(1, bytes);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EAGAIN') throw thrown;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    return 0;
  }
}

async function runJob(id: string): Promise<void> {
  await store.acceptJob(sampleJob({ id, acceptedAt: Date.now() }));
  say(`accepted ${id}`);
  await store.patchJob(id, { state: 'running' });
  await store.recordSpeech(
    id,
    { scannedSamples: 960_000, isScanned: true, vadState: 'v'.repeat(20_000) },
    sampleSegments(segmentsPerJob),
  );
  await Promise.all(
    sampleSegments(segmentsPerJob).map(async ({ index }) => {
      await store.recordResults(id, [{ index, instanceId: 'a', result: sampleResult(`${id}段${index}`) }]);
      say(`result ${id} ${index}`);
    }),
  );
  await store.finishJob(id, { state: 'done', endedAt: Date.now() }, sampleTranscript(id, `${id}的全文。`));
  say(`finished ${id}`);
}

say('open');
for (let n = 0; ; n++) {
  // Several at a time, so that kills hit commits shared by unlike writes.
  await Promise.all(['a', 'b', 'c'].map((lane) => runJob(`${prefix}-${n}${lane}`)));
  if (n % 3 === 2) {
    say(`removing ${prefix}-${n}c`);
    await store.removeJobs([`${prefix}-${n}c`]);
    say(`removed ${prefix}-${n}c`);
  }
}
