import { expect, it } from 'vitest';
import { parseFormats } from './ffmpegFormats.ts';

const demuxers = (...names: string[]) =>
  `File formats:\n D. = Demuxing supported\n --\n${names.map((name) => ` D  ${name}  something\n`).join('')}`;
const decoders = (...names: string[]) =>
  `Decoders:\n V..... = Video\n ------\n${names.map((name) => ` A....D ${name}   something\n`).join('')}`;

it('tells what is read and what is not, by container and codec', () => {
  const found = parseFormats(
    demuxers('wav', 'mp3', 'mov,mp4,m4a,3gp', 'amr'),
    decoders('pcm_s16le', 'mp3float', 'aac'),
  );
  expect(found?.has).toEqual(['WAV', 'MP3', 'M4A/MP4 (AAC)']);
  expect(found?.lacks).toContain('AMR');
});

it('knows nothing of what is no such list', () => {
  expect(parseFormats('', '')).toBeNull();
  expect(parseFormats('Unrecognized option', decoders('aac'))).toBeNull();
});
