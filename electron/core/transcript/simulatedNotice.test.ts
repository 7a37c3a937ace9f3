import { expect, it } from 'vitest';
import { textFormats, textRenderers } from './formats.ts';
import { foldTranscript } from './transcript.ts';

const facts = {
  jobId: 'j1',
  name: 'talk.mp3',
  modelName: 'demo',
  isDemo: true,
  isTruncated: false,
  hotwords: [],
};
const times = { createdAt: 0, durationMs: 1_000 };
const result = { text: '好', tokens: ['好'], timesMs: null, timesSource: 'spread' as const };
const spoken = [{ fromMs: 0, toMs: 900, result }];

it.each(textFormats)('%s says that a simulated card had part in it, and nothing else does', (format) => {
  for (const segments of [spoken, []]) {
    for (const isSimulated of [true, false]) {
      const transcript = foldTranscript({ ...facts, ...times, isSimulated, segments, punct: ['。'] });
      const content = textRenderers[format](transcript);
      expect(/simulated/i.test(content)).toBe(isSimulated);
      expect(content.includes('好')).toBe(segments === spoken);
    }
  }
});
