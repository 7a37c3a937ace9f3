/** The one kind of file read without ffmpeg: RIFF WAVE, PCM, mono, 16 kHz, 16 bit. Anything else is left to ffmpeg. */
import { sampleRateHz } from '../../contract/workerMessages.ts';

export interface WavHeader {
  /** Byte offset of the first sample. */
  readonly dataOffset: number;
  /** Bytes of samples that are really in the file; always even. */
  readonly dataBytes: number;
  /** The file ends before the length it claims, or its recorder never wrote a length. */
  readonly isTruncated: boolean;
}

/** How much of a file to hand to parseWavHeader; a data chunk that begins later is left to ffmpeg. */
export const wavHeadBytes = 65_536;

const bytesPerSample = 2;
/** Written by programs that stream into a pipe: length unknown, the data goes on to the end. */
const unknownLength = 0xffff_ffff;
/** KSDATAFORMAT_SUBTYPE_PCM behind its first two bytes (mmreg.h). */
const pcmGuidTail = '000000001000800000aa00389b71';

/** `head` is the file's first bytes, `fileBytes` its whole size. null: not a file for this parser. Never throws. */
export function parseWavHeader(head: Uint8Array, fileBytes: number): WavHeader | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (readTag(view, 0) !== 'RIFF' || readTag(view, 8) !== 'WAVE') return null;
  let isFormatGood = false;
  let offset = 12;
  while (offset + 8 <= view.byteLength) {
    const tag = readTag(view, offset);
    const claimed = view.getUint32(offset + 4, true);
    const body = offset + 8;
    if (tag === 'data') return isFormatGood ? measureData(body, claimed, fileBytes) : null;
    if (tag === 'fmt ') isFormatGood = isOurFormat(view, body, claimed);
    // Chunks are padded to an even length.
    offset = body + claimed + (claimed % 2);
  }
  return null;
}

function measureData(dataOffset: number, claimed: number, fileBytes: number): WavHeader {
  const present = Math.max(0, fileBytes - dataOffset);
  const isOpenEnded = claimed === unknownLength || claimed === 0;
  const bytes = isOpenEnded ? present : Math.min(claimed, present);
  const isTruncated = isOpenEnded ? claimed === 0 && present > 0 : claimed > present;
  return { dataOffset, dataBytes: bytes - (bytes % bytesPerSample), isTruncated };
}

function isOurFormat(view: DataView, at: number, size: number): boolean {
  if (size < 16 || at + size > view.byteLength) return false;
  const isPlain =
    view.getUint16(at + 2, true) === 1 &&
    view.getUint32(at + 4, true) === sampleRateHz &&
    view.getUint16(at + 12, true) === bytesPerSample &&
    view.getUint16(at + 14, true) === bytesPerSample * 8;
  return isPlain && isPcm(view, at, size);
}

function isPcm(view: DataView, at: number, size: number): boolean {
  const code = view.getUint16(at, true);
  if (code === 1) return true;
  // WAVE_FORMAT_EXTENSIBLE says the real format in a GUID at 24, and how many of the bits are used at 18.
  if (code !== 0xfffe || size < 40) return false;
  let tail = '';
  for (let index = 26; index < 40; index += 1)
    tail += view
      .getUint8(at + index)
      .toString(16)
      .padStart(2, '0');
  const usedBits = view.getUint16(at + 18, true);
  return view.getUint16(at + 24, true) === 1 && tail === pcmGuidTail && (usedBits === 0 || usedBits === 16);
}

function readTag(view: DataView, at: number): string {
  if (at + 4 > view.byteLength) return '';
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, 4));
}

/** Bytes of renderWavHeader's header. */
export const plainHeaderBytes = 44;

/** The header of a mono WAV of 16 bits a sample, all of whose samples follow at once. */
export function renderWavHeader(dataBytes: number, rateHz = sampleRateHz): Uint8Array {
  const head = new Uint8Array(plainHeaderBytes);
  const view = new DataView(head.buffer);
  writeTag(head, 0, 'RIFF');
  view.setUint32(4, plainHeaderBytes - 8 + dataBytes, true);
  writeTag(head, 8, 'WAVE');
  writeTag(head, 12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rateHz, true);
  view.setUint32(28, rateHz * bytesPerSample, true);
  view.setUint16(32, bytesPerSample, true);
  view.setUint16(34, bytesPerSample * 8, true);
  writeTag(head, 36, 'data');
  view.setUint32(40, dataBytes, true);
  return head;
}

function writeTag(head: Uint8Array, offset: number, tag: string): void {
  for (let at = 0; at < tag.length; at += 1) head[offset + at] = tag.charCodeAt(at);
}
