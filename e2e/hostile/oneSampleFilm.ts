/** The head of an MP4 that says all its sound is one sample of so many bytes (ISO/IEC 14496-12). */

const rateHz = 16_000;
const unitMatrix = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];

const words = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
  return bytes;
};

const box = (type: string, ...content: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  return Buffer.concat([words(8 + body.length), Buffer.from(type, 'latin1'), body]);
};

/** Up to and with the head of `mdat`; the sample follows. */
export function renderOneSampleFilm(sampleBytes: number): Buffer {
  const type = box('ftyp', Buffer.from('isom\0\0\x02\0isommp41', 'latin1'));
  const length = renderMovie(sampleBytes, 0).length;
  const movie = renderMovie(sampleBytes, type.length + length + 8);
  return Buffer.concat([type, movie, words(8 + sampleBytes), Buffer.from('mdat')]);
}

function renderMovie(sampleBytes: number, offset: number): Buffer {
  const samples = sampleBytes / 2;
  const movie = box(
    'mvhd',
    words(0, 0, 0, rateHz, samples, 0x1_0000, 0x100_0000, 0, 0, ...unitMatrix, 0, 0, 0, 0, 0, 0, 2),
  );
  const track = box('tkhd', words(7, 0, 0, 1, 0, samples, 0, 0, 0, 0x100_0000, ...unitMatrix, 0, 0));
  const media = box('mdhd', words(0, 0, 0, rateHz, samples, 0x55c4_0000));
  const handler = box('hdlr', words(0, 0), Buffer.from('soun'), words(0, 0, 0), Buffer.alloc(1));
  const here = box('dinf', box('dref', words(0, 1), box('url ', words(1))));
  const header = box('smhd', words(0, 0));
  const information = box('minf', header, here, renderTable(sampleBytes, offset));
  return box('moov', movie, box('trak', track, box('mdia', media, handler, information)));
}

function renderTable(sampleBytes: number, offset: number): Buffer {
  // 16-bit PCM of one channel.
  const coding = box('sowt', words(0, 1, 0, 0, 0x1_0010, 0), words(rateHz << 16));
  const description = box('stsd', words(0, 1), coding);
  const durations = box('stts', words(0, 1, 1, sampleBytes / 2));
  const chunks = box('stsc', words(0, 1, 1, 1, 1));
  const sizes = box('stsz', words(0, 0, 1, sampleBytes));
  return box('stbl', description, durations, chunks, sizes, box('stco', words(0, 1, offset)));
}
