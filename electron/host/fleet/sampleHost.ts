/** A host that only has a fleet, to be killed: `node sampleHost.ts HOME WORKERS`, WORKERS being a JSON list of switches. */
import { type Switches, openSampleFleet } from './sampleFleet.ts';

const [, , home = '', workers = '[]'] = process.argv;
const { fleet, until } = await openSampleFleet({ home, workers: JSON.parse(workers) as Switches[] });
await until('all of them as far as they get', () =>
  fleet.list().every(({ spec, phase }) => {
    const { PARADECK_FAKE: switches = '{}' } = spec.env;
    return phase === (switches.includes('loadS') ? 'loading' : 'ready');
  }),
);
for (const { instanceId } of fleet.recognisers.recognisers()) {
  const segments = [{ pcm: { path: '/dev/zero' }, fromSample: 0, toSample: 16_000 }];
  const batch = { id: 'a', segments, hotwords: [], audioS: 1 };
  fleet.recognisers.recognise(instanceId, batch).catch(() => undefined);
}
process.stdout.write(`${JSON.stringify(fleet.list().map(({ pid }) => pid))}\n`);
