import { expect, test } from 'vitest';
import type { GpuHealth, GpuReading } from '../../contract/gpu.ts';
import { foldCards } from './cardNews.ts';
import { queryHeader, queryRows } from './gpuRecorded.ts';
import { parseGpuTable } from './gpuText.ts';

const recorded = parseGpuTable(`${queryHeader}\n${queryRows[0]?.[2] ?? ''}`).gpus;
const card = (uuid: string, health: GpuHealth = 'good'): GpuReading[] =>
  recorded.map((reading) => ({ ...reading, uuid, health }));

/** What is told at each answer after the first. */
function tell(...answers: GpuReading[][]): string[][] {
  const [first = [], ...rest] = answers;
  let { known, news } = foldCards(null, first);
  expect(news).toEqual([]);
  return rest.map((readings) => {
    ({ known, news } = foldCards(known, readings));
    return news.map(({ kind, gpuUuid }) => `${kind} ${gpuUuid}`);
  });
}

test.each<[string, GpuReading[][], string[][]]>([
  [
    'is lost, by its health, and found again',
    [card('a'), card('a', 'lost'), card('a', 'lost'), card('a')],
    [['card-lost a'], [], ['card-found a']],
  ],
  ['needs a reset', [card('a'), card('a', 'needs-reset')], [['card-lost a']]],
  [
    'is gone from the list, and comes back',
    [[...card('a'), ...card('b')], card('b'), [...card('b'), ...card('a')]],
    [['card-lost a'], ['card-found a']],
  ],
  ['is added', [card('a'), [...card('b'), ...card('a')]], [['card-found b']]],
  [
    'changes its place',
    [
      [...card('a'), ...card('b')],
      [...card('b'), ...card('a')],
    ],
    [[]],
  ],
  ['has fields that read as errors', [card('a'), card('a', 'error'), card('a')], [[], []]],
  ['was lost at the first answer', [card('a', 'lost'), card('a', 'lost'), card('a')], [[], ['card-found a']]],
])('a card that %s', (_what, answers, told) => {
  expect(tell(...answers)).toEqual(told);
});
