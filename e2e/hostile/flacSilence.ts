/** FLAC of silence without an encoder: each frame of 65,535 samples says «constant 0» for each channel (RFC 9639). */

export interface Silence {
  readonly rateHz: number;
  /** 1…8 */
  readonly channels: number;
  readonly seconds: number;
}

const blockSamples = 65_535;

/** 16 bits a sample; as long as whole frames reach, at least one. */
export function renderFlacSilence(silence: Silence): Buffer {
  const frames = Math.max(1, Math.floor((silence.rateHz * silence.seconds) / blockSamples));
  const parts = [Buffer.from('fLaC'), Buffer.from([0x80, 0, 0, 34]), renderStreamInfo(silence, frames)];
  for (let index = 0; index < frames; index += 1) parts.push(renderFrame(silence.channels, index));
  return Buffer.concat(parts);
}

function renderStreamInfo({ rateHz, channels }: Silence, frames: number): Buffer {
  const info = Buffer.alloc(34);
  info.writeUInt16BE(blockSamples, 0);
  info.writeUInt16BE(blockSamples, 2);
  const samples = BigInt(frames) * BigInt(blockSamples);
  info.writeBigUInt64BE((BigInt(rateHz) << 44n) | (BigInt(channels - 1) << 41n) | (15n << 36n) | samples, 10);
  return info;
}

function renderFrame(channels: number, index: number): Buffer {
  // Block size in 16 bits, rate as in the stream's head, 16 bits a sample.
  const head = [0xff, 0xf8, 0x70, ((channels - 1) << 4) | (4 << 1), ...renderNumber(index)];
  head.push((blockSamples - 1) >> 8, (blockSamples - 1) & 0xff);
  head.push(checksum(head, { polynomial: 0x07, bits: 8 }));
  const frame = [...head, ...new Array<number>(3 * channels).fill(0)];
  const sum = checksum(frame, { polynomial: 0x8005, bits: 16 });
  return Buffer.from([...frame, sum >> 8, sum & 0xff]);
}

/** As UTF-8 writes a code point; up to 65,535. */
function renderNumber(number: number): number[] {
  if (number < 0x80) return [number];
  if (number < 0x800) return [0xc0 | (number >> 6), 0x80 | (number & 0x3f)];
  return [0xe0 | (number >> 12), 0x80 | ((number >> 6) & 0x3f), 0x80 | (number & 0x3f)];
}

function checksum(
  bytes: readonly number[],
  { polynomial, bits }: { polynomial: number; bits: 8 | 16 },
): number {
  const [top, mask] = [1 << (bits - 1), 2 ** bits - 1];
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << (bits - 8);
    for (let bit = 0; bit < 8; bit += 1) sum = (sum & top ? (sum << 1) ^ polynomial : sum << 1) & mask;
  }
  return sum;
}
