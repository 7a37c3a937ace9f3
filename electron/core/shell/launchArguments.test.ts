import { expect, test } from 'vitest';
import { parseLaunch } from './launchArguments.ts';

test('files are what is no switch, and all behind --', () => {
  const args = ['--original-process-start-time=1', '会议 录音.wav', '--hidden', 'b.mp3', '', '--', '-i', 'c'];
  expect(parseLaunch(args)).toEqual({ files: ['会议 录音.wav', 'b.mp3', '-i', 'c'], isHidden: true });
  expect(parseLaunch([])).toEqual({ files: [], isHidden: false });
  expect(parseLaunch(['--', '--hidden'])).toEqual({ files: ['--hidden'], isHidden: false });
});
