import { describe, expect, test } from 'vitest';
import { judgeDecode } from './decodeVerdict.ts';

/** As ffmpeg 5.1 writes them. */
function judge(exitCode: number | null, complaints: string, pcmBytes = 0, isKilled = false): string {
  const verdict = judgeDecode({
    path: '/a/matches no streams.mp3',
    exitCode,
    complaints,
    pcmBytes,
    isKilled,
  });
  if (verdict.isGood) return verdict.isTruncated ? 'truncated' : 'good';
  return verdict.failed.code;
}

describe('judgeDecode', () => {
  test.each([
    ['good', 0, '', 3_200],
    ['truncated', 0, '[mov @ 0x55] stream 0, offset 0x3b01: partial file', 3_200],
    ['truncated', 1, '', 3_200],
    ['truncated', null, '', 3_200],
    [
      'file-no-sound',
      1,
      "Stream map '0:a:0' matches no streams.\nTo ignore this, add a trailing '?' to the map.",
      0,
    ],
    ['file-no-sound', 0, '', 0],
    [
      'file-refused',
      1,
      "[hls @ 0x561e3c198a40] Format not on whitelist 'wav,mp3'\nfile:/a/x.mp3: Invalid argument",
      0,
    ],
    ['file-refused', 1, "[concat @ 0x56] Format not on whitelist 'wav'", 0],
    ['file-refused', 1, "[sdp @ 0x56] Format not on whitelist 'wav'", 0],
    ['file-not-audio', 1, "[png_pipe @ 0x56] Format not on whitelist 'wav'", 0],
    ['file-not-audio', 1, 'file:/a/text.wav: Invalid data found when processing input', 0],
    ['file-not-audio', 1, 'file:/a/matches no streams.mp3: Invalid data found when processing input', 0],
    ['file-truncated', 1, '[mov,mp4,m4a,3gp,3g2,mj2 @ 0x55] moov atom not found', 0],
    ['file-not-found', 1, 'file:/a/x: No such file or directory', 0],
    ['file-unreadable', 1, 'file:/a/x: Permission denied', 0],
    ['file-unreadable', null, 'no sound within two minutes', 0],
    ['file-not-audio', 1, 'file:/a/x.mkv: Input/output error', 0],
    ['file-refused', 1, "[file @ 0x55] Protocol 'http' not on whitelist 'file,pipe'!", 0],
  ])('%s: exit %s, %j, %s bytes', (expected, exitCode, complaints, pcmBytes) => {
    expect(judge(exitCode, complaints, pcmBytes)).toBe(expected);
  });

  test('a decoder killed from outside says nothing of the file, however much came', () => {
    expect([judge(null, '', 3_200, true), judge(null, '', 0, true)]).toEqual([
      'decoder-killed',
      'decoder-killed',
    ]);
  });
});
