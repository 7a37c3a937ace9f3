import { chmod, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Call } from '../contract/api.ts';
import type { PushEvent } from '../contract/push.ts';
import { callOf, localScopes } from './doors/serve.ts';
import { listenTo } from './doors/pushes.ts';
import { openHost } from './host.ts';
import type { Host } from './host.ts';
import { makeTrialRoot } from './trialRoot.ts';
import type { TrialRoot } from './trialRoot.ts';

let trial: TrialRoot;
let host: Host;
let call: Call;
const events: PushEvent[] = [];
let looks: (() => void)[] = [];

beforeEach(async () => {
  trial = await makeTrialRoot();
  host = await openHost({ home: trial.home, root: trial.root, shell: 'headless', startsWorkers: false });
  call = callOf(host.serve, { scopes: localScopes, who: 'test' });
  events.length = 0;
  listenTo(host.pushes, ({ event }) => {
    events.push(event);
    for (const look of looks) look();
  });
});
afterEach(async () => {
  looks = [];
  await host.close();
  await trial.close();
});

/** Settles with the first event, come or to come, that is one of those. */
function waitFor<T extends PushEvent>(isIt: (event: PushEvent) => event is T): Promise<T> {
  return new Promise((resolve) => {
    const look = (): void => {
      const found = events.find(isIt);
      if (found !== undefined) resolve(found);
    };
    looks.push(look);
    look();
  });
}

const ill = '[GPU is lost]';

/** A program that prints two cards; put in its place whole, since it may be asked meanwhile. */
async function writeProgram(path: string, states: readonly string[]): Promise<void> {
  const rows = states.map(
    (state, at) => `${at}, GPU-${'ab'[at]}, ${state || `L40S, 24576 MiB, 600 MiB, 23976 MiB`}`,
  );
  const header = 'index, uuid, name, memory.total [MiB], memory.used [MiB], memory.free [MiB]';
  const cards = [header, ...rows].join('\\n');
  const apps = 'gpu_uuid, pid, process_name, used_gpu_memory [MiB]\\nGPU-b, 77, train, 500 MiB';
  const lines = [
    '#!/bin/sh',
    `case "$1" in *compute-apps*) printf '${apps}\\n';; *) printf '${cards}\\n';; esac`,
    '',
  ];
  await writeFile(`${path}.new`, lines.join('\n'));
  await chmod(`${path}.new`, 0o755);
  await rename(`${path}.new`, path);
}

type Changed = Extract<PushEvent, { type: 'gpus.changed' }>;
type Marked = Extract<PushEvent, { type: 'fleet.marked' }>;

test('a program named in the settings is asked at once; its cards are in snapshot and charts, a lost one is marked', async () => {
  const path = join(trial.files, 'smi');
  await writeProgram(path, ['', '']);
  await call('settings.set', { nvidiaSmiPath: path });
  await waitFor((event): event is Changed => event.type === 'gpus.changed' && event.gpus.cards.length === 2);
  const { gpus } = await call('host.snapshot', {});
  expect(gpus).toMatchObject({ source: path, isSimulated: false, fault: null, isStale: false });
  expect(gpus.cards[1]?.ledger.parts[0]).toMatchObject({ kind: 'stranger', pid: 77, memoryMiB: 500 });
  const sampled = await waitFor(
    (event): event is Extract<PushEvent, { type: 'usage.sampled' }> =>
      event.type === 'usage.sampled' && event.sample.cards.length === 2,
  );
  expect(sampled.sample.cards[1]).toMatchObject({
    uuid: 'GPU-b',
    usedMiB: 600,
    strangersMiB: 500,
    restMiB: 100,
  });

  await writeProgram(path, ['', `${ill}, ${ill}, ${ill}, ${ill}`]);
  const { mark } = await waitFor((event): event is Marked => event.type === 'fleet.marked');
  expect(mark).toMatchObject({ kind: 'card-lost', instanceId: null, gpuUuid: 'GPU-b' });
  const usage = await call('host.usage', { fromAgoMs: 60_000 });
  expect(usage.marks).toEqual([mark]);

  events.length = 0;
  await call('settings.set', { nvidiaSmiPath: join(trial.files, 'nowhere') });
  const gone = await waitFor(
    (event): event is Changed =>
      event.type === 'gpus.changed' && event.gpus.source === null && event.gpus.fault !== null,
  );
  expect(gone.gpus).toMatchObject({ source: null, fault: { fault: 'not-installed' }, cards: [] });
});
