import { describe, expect, it } from 'vitest';
import { jobState, mayRetry } from '../../electron/contract/job.ts';
import { makeJob, makeJobs } from '../dev/mockJobs.ts';
import { hasTranscript, isOpen, planPosition, planQueue } from './jobMarks.ts';

describe('the queue', () => {
  it('shows work first, then what is to come as it arrived, then what ended with the newest first', () => {
    const jobs = [
      makeJob('old', 'old', { state: 'done', endedAt: 1 }),
      makeJob('late', 'late', { acceptedAt: 9 }),
      makeJob('new', 'new', { state: 'failed', endedAt: 5 }),
      makeJob('soon', 'soon', { state: 'waiting', acceptedAt: 3 }),
      makeJob('now', 'now', { state: 'running' }),
    ];
    expect(planQueue(jobs, 'all').map((job) => job.id)).toEqual(['now', 'soon', 'late', 'new', 'old']);
    expect(planQueue(jobs, 'active').map((job) => job.id)).toEqual(['now', 'soon', 'late']);
    expect(planQueue(jobs, 'ended').map((job) => job.id)).toEqual(['new', 'old']);
  });

  it('shows what was put first before the rest that is to come, the last one put there on top', () => {
    const jobs = [
      makeJob('early', 'early', { acceptedAt: 1 }),
      makeJob('now', 'now', { state: 'running', acceptedAt: 9 }),
      makeJob('first', 'first', { acceptedAt: 5, putFirstAt: 20 }),
      makeJob('second', 'second', { state: 'paused', acceptedAt: 2, putFirstAt: 10 }),
    ];
    expect(planQueue(jobs, 'all').map((job) => job.id)).toEqual(['now', 'first', 'second', 'early']);
  });

  it('leaves the list it was given as it is', () => {
    const jobs = makeJobs();
    const before = jobs.map((job) => job.id);
    planQueue(jobs, 'all');
    expect(jobs.map((job) => job.id)).toEqual(before);
  });

  it('offers no retry and no text for a job that is still open', () => {
    for (const state of jobState.options) {
      const job = makeJob('x', 'x', { state });
      if (isOpen(job)) expect(mayRetry(job.state) || hasTranscript(job)).toBe(false);
    }
  });

  it('places the bar in seconds of the file', () => {
    expect(planPosition(makeJob('x', 'x', { progress: { fraction: 0.5, totalS: 100 } }))).toBe(50);
    expect(planPosition(makeJob('x', 'x', { progress: { decodedS: 7 } }))).toBe(7);
  });
});
