/** Many transcripts as one zip, read as a caller does. */
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import type { TranscriptFormat } from '../../contract/job.ts';
import { Failed } from '../../core/failed.ts';
import { createBundles } from './bundles.ts';
import type { Bundles } from './bundles.ts';

const textOf = (id: string, format: TranscriptFormat): string => `${id} ${format} `.repeat(40_000);

function open(gone: readonly string[] = []): Bundles {
  return createBundles(
    { searchIds: async (query) => [`${query}-1`, `${query}-2`] },
    {
      exportAs: async (id, format) => {
        if (gone.includes(id)) throw new Failed('job-not-found', id);
        const content = Buffer.from(textOf(id, format));
        return { fileName: `${id.startsWith('同') ? '同名' : id}.${format}`, mime: 'text/plain', content };
      },
    },
  );
}

async function readWhole(bundles: Bundles, id: string) {
  const pieces: Buffer[] = [];
  const dones: number[] = [];
  for (;;) {
    const { piece, done, isLast, ...rest } = await bundles.read(id);
    pieces.push(Buffer.from(piece, 'base64'));
    dones.push(done);
    if (isLast) return { files: unzipSync(Buffer.concat(pieces)), dones, rest };
  }
}

it('holds every file whole under a name of its own, in any format, and tells how far it is', async () => {
  const bundles = open(['没了']);
  const ids = ['同 1', '没了', '同 2', 'a', 'a'];
  const { id, count } = await bundles.begin({ which: { kind: 'ids', ids }, formats: ['txt', 'docx'] });
  expect(count).toBe(4);
  const { files, dones, rest } = await readWhole(bundles, id);
  expect(Object.keys(files).sort()).toEqual(
    ['a.docx', 'a.txt', '同名 (2).docx', '同名 (2).txt', '同名.docx', '同名.txt'].sort(),
  );
  expect(strFromU8(files['同名 (2).txt'] ?? new Uint8Array())).toBe(textOf('同 2', 'txt'));
  expect([rest, dones.at(-1)]).toEqual([{ count: 4, missing: 1 }, 4]);
  expect(dones).toEqual([...dones].sort((a, b) => a - b));
  expect(() => bundles.read(id)).toThrow(expect.objectContaining({ code: 'bad-request' }));
});

it('takes all that a search finds, and leaves what nobody reads for newer ones', async () => {
  const bundles = open();
  const begin = () => bundles.begin({ which: { kind: 'search', query: '会' }, formats: ['srt'] });
  const first = await begin();
  for (let more = 0; more < 4; more += 1) await begin();
  expect(() => bundles.read(first.id)).toThrow(expect.objectContaining({ code: 'bad-request' }));
  const { id } = await begin();
  expect(Object.keys((await readWhole(bundles, id)).files)).toEqual(['会-1.srt', '会-2.srt']);
});
