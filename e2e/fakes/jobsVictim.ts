/** For tests: a job pipeline on the home named by the first argument, to be killed. Says 'open' and works. */
import { FakeFronts } from '../../electron/host/fakeFronts.ts';
import { FakeRecognisers } from '../../electron/host/fakeRecognisers.ts';
import { openJobsIn } from '../../electron/host/jobsHome.ts';

const pool = new FakeRecognisers();
pool.add('a');
await openJobsIn(process.argv[2] ?? '', { pool, fronts: new FakeFronts() });
process.stdout.write('open\n');
