import { expect, test } from 'vitest';
import { QueueLine } from './queueLine.ts';
import { sampleJob } from './sampleViews.ts';

test('what moves is counted and listed, the furthest first; paused and waiting jobs do not move', () => {
  const queue = new QueueLine();
  queue.take(sampleJob('a', 'queued'));
  queue.take(sampleJob('b', 'running', { fraction: 0.5 }));
  queue.take(sampleJob('c', 'paused'));
  queue.take(sampleJob('d', 'waiting'));
  expect(queue.moving()).toBe(2);
  expect(queue.list()).toEqual([
    { name: 'b.wav', fraction: 0.5 },
    { name: 'a.wav', fraction: null },
  ]);
});

test('the whole is weighed by length and keeps what has ended until the queue is empty', () => {
  const queue = new QueueLine();
  expect(queue.fraction()).toBeNull();
  queue.take(sampleJob('a', 'running', { totalS: 100, fraction: 0.5 }));
  queue.take(sampleJob('b', 'running', { totalS: 300, fraction: 0 }));
  expect(queue.fraction()).toBeCloseTo(50 / 400);
  queue.take(sampleJob('a', 'done', { totalS: 100, fraction: 1 }));
  expect(queue.fraction()).toBeCloseTo(100 / 400);
  queue.take(sampleJob('b', 'done'));
  expect(queue.fraction()).toBeNull();
  queue.take(sampleJob('c', 'running', { totalS: 10, fraction: 0.1 }));
  expect(queue.fraction()).toBeCloseTo(0.1);
});

test('its end is told once, with what came of the jobs that moved', () => {
  const queue = new QueueLine();
  queue.take(sampleJob('old', 'done'));
  expect(queue.takeEnd()).toBeNull();
  for (const id of ['a', 'b', 'c', 'd']) queue.take(sampleJob(id, 'running'));
  queue.take(sampleJob('a', 'done'));
  queue.take(sampleJob('b', 'incomplete'));
  queue.take(sampleJob('c', 'cancelled'));
  expect(queue.takeEnd()).toBeNull();
  queue.take(sampleJob('d', 'skipped'));
  expect(queue.takeEnd()).toEqual({ done: 2, failed: 1 });
  expect(queue.takeEnd()).toBeNull();
});

test('a queue that was only cancelled, paused or removed tells of no end', () => {
  const queue = new QueueLine();
  for (const id of ['a', 'b', 'c']) queue.take(sampleJob(id, 'running'));
  queue.take(sampleJob('a', 'cancelled'));
  queue.take(sampleJob('b', 'paused'));
  queue.remove('c');
  expect(queue.moving()).toBe(0);
  expect(queue.takeEnd()).toBeNull();
});
