import { strFromU8, unzipSync } from 'fflate';
import { afterEach, expect, it, vi } from 'vitest';
import { sampleTranscript } from '../store/storeSample.ts';
import { renderDocx } from './renderDocx.ts';

afterEach(() => void vi.useRealTimers());

it('holds the whole text with its times, and is the same file whenever it is made', async () => {
  const transcript = sampleTranscript('会议', '今天 A<B & 好。');
  const first = await renderDocx(transcript);
  const files = unzipSync(first);
  const xml = strFromU8(files['word/document.xml'] ?? new Uint8Array());
  const paragraphs = [...xml.matchAll(/<w:p>.*?<\/w:p>/g)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''),
  );
  expect(paragraphs[0]).toBe('会议');
  expect(paragraphs.at(-1)).toBe('0:00:00  今天 A&lt;B &amp; 好。');
  expect(strFromU8(files['docProps/core.xml'] ?? new Uint8Array())).toContain('2023-11-14T22:15:00Z');
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2030-01-01') });
  expect(Buffer.from(await renderDocx(transcript)).equals(Buffer.from(first))).toBe(true);
});
