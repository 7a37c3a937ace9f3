import { expect, it } from 'vitest';
import { pushEvent, type PushEvent } from '../../contract/push.ts';
import { MOST_MARKS, createMarks } from './marks.ts';

function openMarks() {
  const events: PushEvent[] = [];
  const clock = { at: 1_000 };
  const marks = createMarks({ clock: { now: () => clock.at }, emit: (event) => events.push(event) });
  return { marks, events, clock };
}

it('keeps what happened, oldest first, and pushes it as the wire takes it', () => {
  const { marks, events, clock } = openMarks();
  marks.mark('oom', 'one', 'GPU-a');
  clock.at = 2_000;
  marks.mark('card-lost', null, 'GPU-a');
  const kept = [
    { at: 1_000, kind: 'oom', instanceId: 'one', gpuUuid: 'GPU-a' },
    { at: 2_000, kind: 'card-lost', instanceId: null, gpuUuid: 'GPU-a' },
  ];
  expect(marks.between(0, Infinity)).toEqual(kept);
  expect(marks.between(2_000, 2_000)).toEqual(kept.slice(1));
  expect(marks.between(0, 1_999)).toEqual(kept.slice(0, 1));
  expect(events.map((event) => pushEvent.parse(event))).toEqual(
    kept.map((mark) => ({ type: 'fleet.marked', mark })),
  );
});

it('is bounded by a day and by number, the newest stay', () => {
  const { marks, clock } = openMarks();
  marks.mark('started', 'old', null);
  clock.at += 24 * 3_600_000 + 1;
  for (let count = 0; count <= MOST_MARKS; count += 1) marks.mark('crashed', String(count), null);
  const kept = marks.between(0, Infinity);
  expect(kept).toHaveLength(MOST_MARKS);
  expect(kept.at(-1)?.instanceId).toBe(String(MOST_MARKS));
  clock.at += 24 * 3_600_000;
  marks.mark('ready', 'new', null);
  expect(marks.between(0, Infinity)).toHaveLength(1);
});
