/**
 * For tests: a job pipeline with slow fake workers on the home named first, to be killed. Takes up the files named after
 * it whenever none is under way; says 'open', then works.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { FakeFronts } from '../../electron/host/jobs/fakeFronts.ts';
import { FakeRecognisers } from '../../electron/host/jobs/fakeRecognisers.ts';
import { openJobsIn } from '../../electron/host/jobs/jobsHome.ts';

const [home = '', ...files] = process.argv.slice(2);
const pool = new FakeRecognisers();
const fronts = new FakeFronts();
pool.before = () => pause(60);
fronts.before = () => pause(30);
pool.add('a');
const { jobs } = await openJobsIn(home, { pool, fronts });
process.stdout.write('open\n');
for (;;) {
  if ((await jobs.recent(0)).length === 0) {
    for (const path of files) {
      await jobs.submit({ path, target: { kind: 'fleet' }, options: { hotwords: [] }, isUpload: false });
    }
  }
  await pause(20);
}
