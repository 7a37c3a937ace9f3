import { expect, test } from 'vitest';
import type { Snapshot } from '../contract/snapshot.ts';
import type { FrontsView, InstanceView } from '../contract/instance.ts';
import type { PushEvent } from '../contract/push.ts';
import { sampleInstance } from '../host/doors/standIns.ts';
import { createFleetWatch } from './fleetWatch.ts';

const fronts: FrontsView = { wanted: 1, ready: 0, failed: null, rssMiB: null };
const pushOf = (event: PushEvent) => ({ seq: 1, event });
const snapshotOf = (instances: InstanceView[]) => ({ seq: 1, instances, fronts }) as unknown as Snapshot;

/** What `inVain` has come to by now. */
async function verdict(inVain: Promise<never>): Promise<string> {
  const told = inVain.catch((thrown: Error) => thrown.message);
  // One turn of the event loop: whatever was rejected before has arrived.
  return await Promise.race([told, new Promise<string>((resolve) => setImmediate(resolve, 'waiting'))]);
}

test('a push that comes before the snapshot is no sign that nobody will come', async () => {
  let isReady = false;
  const watch = createFleetWatch(
    () => true,
    () => (isReady = true),
  );
  watch.take(pushOf({ type: 'fronts.changed', fronts }));
  expect(await verdict(watch.inVain)).toBe('waiting');
  watch.begin(snapshotOf([{ ...sampleInstance, phase: 'loading' }]));
  expect([await verdict(watch.inVain), isReady]).toEqual(['waiting', false]);
  watch.take(pushOf({ type: 'instance.changed', instance: sampleInstance }));
  expect([await verdict(watch.inVain), isReady]).toEqual(['waiting', true]);
});

test('it is in vain once every wanted instance is stuck', async () => {
  const watch = createFleetWatch(
    () => true,
    () => undefined,
  );
  watch.begin(snapshotOf([{ ...sampleInstance, phase: 'stopped' }]));
  expect(await verdict(watch.inVain)).toContain('stopped');
});
