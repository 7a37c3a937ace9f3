import { expect, test } from 'vitest';
import { jobState, mayRetry } from '../../contract/job.ts';
import { countedAs, foldState, isEnded } from './jobState.ts';

test('states of a job under way', () => {
  expect(foldState({ isPaused: false, waiting: null, isBegun: false, isFound: false })).toBe('queued');
  expect(foldState({ isPaused: false, waiting: null, isBegun: true, isFound: false })).toBe('decoding');
  expect(foldState({ isPaused: false, waiting: null, isBegun: true, isFound: true })).toBe('running');
  expect(foldState({ isPaused: false, waiting: 'disk-full', isBegun: true, isFound: true })).toBe('waiting');
  expect(foldState({ isPaused: true, waiting: 'disk-full', isBegun: true, isFound: true })).toBe('paused');
});

test('every state is counted once, and only what ended without all its text is done again', () => {
  const counted = jobState.options.map(
    (state) => `${state} ${countedAs(state) ?? '-'} ${isEnded(state) ? 'ended' : ''}`,
  );
  expect(counted).toEqual([
    'queued waiting ',
    'waiting waiting ',
    'paused waiting ',
    'decoding active ',
    'running active ',
    'done done ended',
    'incomplete failed ended',
    'skipped done ended',
    'failed failed ended',
    'cancelled - ended',
    'quarantined failed ended',
  ]);
  expect(jobState.options.filter(mayRetry)).toEqual([
    ...['incomplete', 'skipped', 'failed', 'cancelled', 'quarantined'],
  ]);
});
