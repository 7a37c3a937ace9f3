import { expect, it } from 'vitest';
import golden from '../../contract/golden/fromWorker.json' with { type: 'json' };
import type { WorkerRefused } from '../ports.ts';
import { type AskedAs, openLink } from './workerLink.ts';

const batch: AskedAs<'recognise'> = {
  type: 'recognise',
  id: 'b7',
  segments: [
    { pcm: { path: '/a' }, fromSample: 0, toSample: 1 },
    { pcm: { path: '/a' }, fromSample: 2, toSample: 3 },
  ],
  hotwords: [],
};

function openSample() {
  const heard: string[] = [];
  const written: string[] = [];
  const link = openLink({
    write: (line) => written.push(line),
    onSaid: (message) => heard.push(message.type),
    onLastWords: (message) => heard.push(`last words: ${message.message}`),
    onAnswered: (id) => heard.push(`answered ${id}`),
    onBabbled: () => heard.push('babbled'),
  });
  return { heard, written, link };
}

/** How a question ends: its answer, or the kind and message of the refusal. */
async function endOf(question: Promise<unknown>): Promise<unknown> {
  return question.catch((reason: WorkerRefused) => `${reason.kind}: ${reason.message}`);
}

it('hears every golden message', () => {
  const { heard, link } = openSample();
  for (const message of golden) link.take(JSON.stringify(message), false);
  expect(heard.filter((what) => !what.startsWith('last'))).toEqual([
    ...['hello', 'hello', 'loading', 'ready', 'ready', 'beat', 'beat'],
  ]);
  expect(heard).toContain('last words: tokens.json: the last entry must be <unk>');
});

it('gives the answer to the question with its id, in one line each way', async () => {
  const { written, link, heard } = openSample();
  const end = endOf(link.ask(batch));
  expect(written).toEqual([`${JSON.stringify(batch)}\n`]);
  link.take(JSON.stringify(golden.find((message) => message.type === 'recognised')), false);
  expect(await end).toMatchObject({ type: 'recognised', computeMs: 35 });
  expect(heard).toEqual(['answered b7']);
});

it.each([
  [{ type: 'failed', id: 'b7', kind: 'oom', message: 'too much' }, 'oom: too much'],
  [{ type: 'dropped', id: 'b7' }, 'dropped: The message was taken back.'],
  [
    { type: 'recognised', id: 'b7', results: [], computeMs: 1 },
    'internal: The worker answered another number of segments.',
  ],
  [
    { type: 'punctuated', id: 'b7', punct: [], carry: null, computeMs: 1 },
    'internal: The worker answered recognise with punctuated.',
  ],
])('refuses by %o', async (answer, end) => {
  const { link, heard } = openSample();
  const question = endOf(link.ask(batch));
  link.take(JSON.stringify(answer), false);
  expect(await question).toBe(end);
  expect(heard).toEqual(['answered b7']);
});

it.each(['', 'no JSON', '{}', '{"type":"hello"}', '[1]', 'null', '{"type":"recognised","id":"b7"}'])(
  'tells of %j and goes on',
  async (line) => {
    const { link, heard } = openSample();
    const question = endOf(link.ask(batch));
    link.take(line, false);
    link.take('{"type":"dropped","id":"b7"}', false);
    expect(heard).toEqual(['babbled', 'answered b7']);
    expect(await question).toContain('dropped');
  },
);

it('passes over an answer that nobody asked for, and one that comes late', () => {
  const { link, heard } = openSample();
  link.take('{"type":"dropped","id":"b7"}', false);
  expect(heard).toEqual([]);
});
