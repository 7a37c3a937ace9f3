import { expect, test } from 'vitest';
import type { JobView } from '../../../contract/job.ts';
import { createRequests } from './requests.ts';
import { sampleJob } from '../standIns.ts';

/** Jobs by their ids, and how many were begun. */
function createJobs() {
  const jobs = new Map<string, JobView>();
  const submit = async (): Promise<JobView> => {
    const job = { ...sampleJob, id: `j-${jobs.size + 1}` };
    jobs.set(job.id, job);
    return job;
  };
  const get = async (id: string): Promise<JobView> => {
    const job = jobs.get(id);
    if (!job) throw new Error(`no job ${id}`);
    return job;
  };
  return { jobs, submit, get };
}

test('a key meets its job after a restart, from what was kept of it, which does not tell the key', async () => {
  const { submit, get, jobs } = createJobs();
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line.trim());
  await createRequests({ get }, { lines: [], write }).once('key my own', submit);
  expect(lines.join()).not.toContain('my own');
  const again = createRequests({ get }, { lines: ['', 'damaged', ...lines], write });
  expect(await again.once('key my own', submit)).toMatchObject({ job: { id: 'j-1' }, isNew: false });
  expect(await again.once('key another', submit)).toMatchObject({ job: { id: 'j-2' }, isNew: true });
  // What ended badly, or was removed, is begun anew.
  jobs.set('j-1', { ...sampleJob, id: 'j-1', state: 'failed' });
  expect(await again.once('key my own', submit)).toMatchObject({ job: { id: 'j-3' }, isNew: true });
  jobs.delete('j-2');
  expect((await again.once('key another', submit)).isNew).toBe(true);
});

test('sent twice at once it is one job; one that was refused is none', async () => {
  const { submit, get } = createJobs();
  const requests = createRequests({ get });
  const [one, other] = await Promise.all([requests.once('k', submit), requests.once('k', submit)]);
  expect([one.job.id, other.job.id, one.isNew !== other.isNew]).toEqual(['j-1', 'j-1', true]);
  const refuse = (): Promise<JobView> => Promise.reject(new Error('refused'));
  await expect(requests.once('l', refuse)).rejects.toThrow('refused');
  expect((await requests.once('l', submit)).isNew).toBe(true);
});
