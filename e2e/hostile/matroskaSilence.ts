/** Matroska whose only block is zeros packed by zlib: a thousandth of what a reader that trusts it will hold (RFC 9559). */
import { deflateSync } from 'node:zlib';

/** An element: its id in hex, then its length in eight bytes, then what it holds. */
function element(id: string, ...content: readonly (Buffer | number | string)[]): Buffer {
  const body = Buffer.concat(
    content.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part))),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE((1n << 56n) | BigInt(body.length));
  return Buffer.concat([Buffer.from(id, 'hex'), length, body]);
}

/** One track of 16-bit PCM at 16 kHz, `mib` MiB of it in one block. */
export function renderMatroskaSilence(mib: number): Buffer {
  const head = element('1A45DFA3', element('4282', 'matroska'), element('4287', 4), element('4285', 2));
  const rate = Buffer.alloc(8);
  rate.writeDoubleBE(16_000);
  const sound = element('E1', element('B5', rate), element('9F', 1), element('6264', 16));
  const zlib = element('5034', element('4254', 0));
  const packing = element(
    '6D80',
    element('6240', element('5031', 0), element('5032', 1), element('5033', 0), zlib),
  );
  const track = element(
    'AE',
    element('D7', 1),
    element('73C5', 1),
    element('83', 2),
    element('86', 'A_PCM/INT/LIT'),
    sound,
    packing,
  );
  const info = element('1549A966', element('2AD7B1', Buffer.from([0x0f, 0x42, 0x40])));
  const block = element(
    'A3',
    Buffer.from([0x81, 0, 0, 0x80]),
    deflateSync(Buffer.alloc(mib << 20), { level: 9 }),
  );
  const cluster = element('1F43B675', element('E7', 0), block);
  return Buffer.concat([head, element('18538067', info, element('1654AE6B', track), cluster)]);
}
