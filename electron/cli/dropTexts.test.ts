import { expect, test } from 'vitest';
import { dropTexts } from './dropTexts.ts';

const named = (paths: readonly string[]) => paths.map((path) => ({ path, name: path, failure: null }));

test('texts beside their audio are left out, any other text is tried', () => {
  const { files, texts } = dropTexts(
    named(['/a/talk.wav', '/a/talk.wav.txt', '/a/talk.SRT', '/a/notes.txt', '/b/talk.txt']),
  );
  expect(files.map(({ path }) => path)).toEqual(['/a/talk.wav', '/a/notes.txt', '/b/talk.txt']);
  expect(texts.map(({ path }) => path)).toEqual(['/a/talk.wav.txt', '/a/talk.SRT']);
});

test('a text alone is not left out', () => {
  expect(dropTexts(named(['/a/talk.txt'])).texts).toEqual([]);
});
