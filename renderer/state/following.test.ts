import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import type { Push, PushEvent } from '../../electron/contract/push.ts';
import { MockState } from '../dev/mockState.ts';
import { makeSnapshot } from '../dev/mockHandlers.ts';
import { notFollowing, stepAsk, stepAskFailed, stepPush, stepSnapshot, type Following } from './following.ts';
import { foldPush } from './hostState.ts';

const start: Snapshot = makeSnapshot(new MockState('busy'));

function makeCounts(active: number): PushEvent {
  return { type: 'counts.changed', counts: { active, waiting: 0, done: 0, failed: 0 } };
}

function makePushes(count: number): Push[] {
  return Array.from({ length: count }, (_, index) => ({ seq: index + 1, event: makeCounts(index + 1) }));
}

/** What the host would answer to host.snapshot after `seq` pushes. */
function makeAnswer(seq: number): Snapshot {
  return { ...start, seq, counts: { active: seq, waiting: 0, done: 0, failed: 0 } };
}

function follow(seq: number): Following {
  return stepSnapshot(stepAsk(notFollowing), makeAnswer(seq));
}

describe('following the host', () => {
  it('lays the next push on the snapshot', () => {
    const after = stepPush(follow(4), { seq: 5, event: makeCounts(5) });
    expect(after.state?.counts.active).toBe(5);
    expect(after.isAsking).toBe(false);
  });

  it('ignores a push that the snapshot holds already', () => {
    const before = follow(4);
    expect(stepPush(before, { seq: 4, event: makeCounts(99) })).toBe(before);
  });

  it('asks for a snapshot at a gap, keeps the old state until it comes, and goes on after it', () => {
    const gap = stepPush(follow(4), { seq: 7, event: makeCounts(7) });
    expect(gap.isAsking).toBe(true);
    expect(gap.state?.counts.active).toBe(4);
    const more = stepPush(gap, { seq: 8, event: makeCounts(8) });
    const after = stepSnapshot(more, makeAnswer(6));
    expect(after.isAsking).toBe(false);
    expect(after.state?.counts.active).toBe(8);
  });

  it('asks again when even the snapshot leaves a gap', () => {
    const gap = stepPush(stepAsk(notFollowing), { seq: 9, event: makeCounts(9) });
    const still = stepSnapshot(gap, makeAnswer(6));
    expect(still.isAsking).toBe(true);
    expect(stepSnapshot(still, makeAnswer(9)).isAsking).toBe(false);
  });

  it('keeps the last state when the host cannot be asked', () => {
    const after = stepAskFailed(stepAsk(follow(4)));
    expect(after.state?.counts.active).toBe(4);
    expect(after.pending).toEqual([]);
  });

  it('ends where the host is, whichever pushes are lost or come twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('seen', 'lost', 'twice'), { minLength: 1, maxLength: 40 }),
        (fates) => {
          let following = follow(0);
          for (const [index, push] of makePushes(fates.length).entries()) {
            const times = { seen: 1, lost: 0, twice: 2 }[fates[index] ?? 'seen'];
            for (let time = 0; time < times; time++) {
              following = stepPush(following, push);
              if (following.isAsking) following = stepSnapshot(following, makeAnswer(push.seq));
            }
          }
          const last = fates.findLastIndex((fate) => fate !== 'lost') + 1;
          expect(following.state?.counts.active ?? 0).toBe(last);
        },
      ),
    );
  });
});

describe('folding pushes', () => {
  it('replaces an instance in its place and appends a new one', () => {
    const first = start.instances[0];
    if (!first) throw new Error('the sample has instances');
    const changed = foldPush(start, {
      seq: start.seq + 1,
      event: { type: 'instance.changed', instance: { ...first, phase: 'draining' } },
    });
    if (changed === 'gap') throw new Error('no gap here');
    expect(changed.instances.map((one) => one.spec.id)).toEqual(start.instances.map((one) => one.spec.id));
    expect(changed.instances[0]?.phase).toBe('draining');
  });

  it('removes what the host removed', () => {
    const after = foldPush(start, { seq: start.seq + 1, event: { type: 'job.removed', id: 'j1' } });
    if (after === 'gap') throw new Error('no gap here');
    expect(after.jobs.some((job) => job.id === 'j1')).toBe(false);
    expect(after.jobs).toHaveLength(start.jobs.length - 1);
  });

  it('keeps every job that is not ended, however many', () => {
    const job = start.jobs[0];
    if (!job) throw new Error('the sample has jobs');
    let state = start;
    for (let index = 0; index < 300; index++) {
      const ended = { ...job, id: `e${index}`, state: 'done' as const, endedAt: index };
      const folded = foldPush(state, { seq: state.seq + 1, event: { type: 'job.changed', job: ended } });
      if (folded === 'gap') throw new Error('no gap here');
      state = folded;
    }
    const open = start.jobs.filter((one) => one.endedAt === null).map((one) => one.id);
    expect(state.jobs.map((one) => one.id)).toEqual(expect.arrayContaining(open));
    expect(state.jobs.length).toBeLessThan(300);
    expect(state.jobs.some((one) => one.id === 'e299')).toBe(true);
  });
});
