import { expect, test } from 'vitest';
import type { Push } from '../../contract/push.ts';
import { push as pushSchema } from '../../contract/push.ts';
import { createPushes, listenTo } from './pushes.ts';
import { sampleInstance } from './standIns.ts';

const event = { type: 'instance.changed', instance: sampleInstance } as const;

test('every push has the next number, also those nobody heard', () => {
  const pushes = createPushes();
  pushes.emit(event);
  const heard: Push[] = [];
  const stop = listenTo(pushes, (push) => heard.push(push));
  pushes.emit(event);
  pushes.emit(event);
  stop();
  pushes.emit(event);
  expect(heard.map(({ seq }) => seq)).toEqual([2, 3]);
  expect(pushes.seq()).toBe(4);
});

test('the text is the push as its schema reads it', () => {
  const pushes = createPushes();
  const texts: string[] = [];
  pushes.subscribe({ deliver: (_push, text) => texts.push(text), heldBytes: () => 0, cut: () => undefined });
  pushes.emit(event);
  expect(pushSchema.parse(JSON.parse(texts[0] ?? ''))).toEqual({ seq: 1, event });
});

test('a subscriber that holds too much is cut once; the others hear everything', () => {
  const pushes = createPushes();
  let [held, cuts] = [0, 0];
  const heard: number[] = [];
  pushes.subscribe({
    deliver: (_push, text) => (held += text.length),
    heldBytes: () => held,
    cut: () => (cuts += 1),
  });
  listenTo(pushes, ({ seq }) => heard.push(seq));
  const flood = 40_000;
  for (let sent = 0; sent < flood; sent += 1) pushes.emit(event);
  expect(cuts).toBe(1);
  expect(held).toBeLessThan(9 * 1024 * 1024);
  expect(heard).toHaveLength(flood);
});
