/** An nvidia-smi that hangs keeps nobody from working with the fleet. */
import { expect, it } from 'vitest';
import { pollTimeoutMs } from '../../core/gpu/gpuPoll.ts';
import { openSampleBox } from './sampleBox.ts';

const cards = [{ index: 0, uuid: 'GPU-a' }];
const fault = { hang: true, ignoreTerm: true, holdPipe: true };

it('once nvidia-smi is known to hang a start waits for no answer, and figures of before refuse nobody', async () => {
  const box = await openSampleBox({ cards });
  try {
    // What it holds now leaves too little for itself, were it counted after its end.
    const id = await box.add('GPU-a', { mib: 23_000 });
    await box.fleet.start(id);
    await box.reach(id, 'ready', ({ phase, vram }) => phase === 'ready' && vram !== null);
    await box.change({ cards, fault });
    while (!box.gpus.view().isStale) await box.gpus.look();
    await box.fleet.stop(id);
    expect(await box.fleet.admission({ ...box.fleet.get(id).spec, id })).toMatchObject({
      verdict: 'unknown',
    });
    const beganAt = performance.now();
    await box.fleet.start(id);
    expect(performance.now() - beganAt).toBeLessThan(pollTimeoutMs);
    await box.reach(id, 'ready again', ({ phase }) => phase === 'ready');
  } finally {
    await box.close();
  }
}, 60_000);
