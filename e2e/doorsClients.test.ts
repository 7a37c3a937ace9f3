/** Clients of others, as they come from PyPI, against a real host: what they ask is answered, and as the document says. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEnvironments } from '../electron/host/box/environments.ts';
import { isTorture } from '../electron/host/patience.ts';
import { openBox, root, samplesDir } from './box.ts';
import type { Box } from './box.ts';

let box: Box;
let url = '';
let python = '';
beforeAll(async () => {
  python = await openEnvironments(root).make('clients', () => undefined);
  box = await openBox();
  url = (await box.call('host.snapshot', {})).doors.find(({ instanceId }) => instanceId === null)?.url ?? '';
}, 600_000);
afterAll(() => box.close());

const speech = join(samplesDir, 'hello-5s.wav');

const program = `
import json, sys
from openai import OpenAI, NotFoundError
client = OpenAI(base_url=sys.argv[1] + "/v1", api_key="none")
def ask(**wish):
    with open(sys.argv[2], "rb") as file:
        return client.audio.transcriptions.create(model=wish.pop("model", "whisper-1"), file=file, **wish)
words = ask(response_format="verbose_json", timestamp_granularities=["word"]).words
events = list(ask(stream=True))
try:
    ask(model="whisper-9")
except NotFoundError as error:
    refused = error.code
print(json.dumps({
    "models": [model.id for model in client.models.list()],
    "text": ask().text,
    "srt": ask(response_format="srt"),
    "plain": ask(response_format="text"),
    "words": [[word.word, word.start, word.end] for word in words],
    "deltas": "".join(event.delta for event in events if event.type == "transcript.text.delta"),
    "done": events[-1].text,
    "refused": refused,
}))
`;

test('the openai package for Python: every format, words with times, a stream, errors of its own kind', async () => {
  const text = (await readFile(`${speech}.txt`, 'utf8')).trim();
  const { stdout } = await execa(python, ['-c', program, url, speech]);
  const told = JSON.parse(stdout);
  expect(told).toMatchObject({ text, deltas: text, done: text, refused: 'model-not-found' });
  expect(told.models).toContain('whisper-1');
  expect(told.plain.trim()).toBe(text);
  expect(told.srt).toMatch(/^1\n00:00:00,\d{3} --> 00:00:0\d,\d{3}\n/);
  expect(told.words.map(([word]: [string]) => word).join('')).toBe(text);
});

test(
  'schemathesis finds no answer that the document does not tell of, and no 5xx',
  { timeout: 900_000 },
  async () => {
    const examples = isTorture ? 100 : 3;
    const checks = [
      'not_a_server_error',
      'status_code_conformance',
      'content_type_conformance',
      'response_schema_conformance',
      'response_headers_conformance',
    ];
    const schemathesis = join(
      dirname(python),
      process.platform === 'win32' ? 'schemathesis.exe' : 'schemathesis',
    );
    const args = [
      'run',
      `${url}/openapi.json`,
      '--checks',
      checks.join(','),
      '--phases',
      'examples,coverage,fuzzing',
    ];
    const limits = ['--max-examples', String(examples), '--workers', '1', '--seed', '8', '--no-color'];
    const run = await execa(schemathesis, [...args, ...limits], { cwd: box.home, reject: false });
    expect(run.exitCode, run.stdout).toBe(0);
    expect(Number(/(\d+) generated/.exec(run.stdout)?.[1])).toBeGreaterThan(100);
  },
);
