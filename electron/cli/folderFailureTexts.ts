/** Failures of watched folders, in the words of a terminal. */
import type { FailureCode } from '../contract/failure.ts';
import { both } from './failureText.ts';
import type { InBoth } from './failureText.ts';

type FolderCode = Extract<FailureCode, `folder-${string}`>;

export const folderFailureTexts: Readonly<Record<FolderCode, InBoth>> = {
  'folder-not-found': both(
    [
      'The folder {path} is not there, or nothing is mounted on it.',
      'Check the path, or mount the drive again.',
    ],
    ['文件夹 {path} 不存在，或其上没有挂载任何内容。', '请检查路径，或重新挂载该磁盘。'],
  ),
  'folder-unreadable': both(
    ['The host may not list the folder {path}.', 'Let its user read it: chmod o+rx, or another owner.'],
    ['主机无权列出文件夹 {path}。', '请让其用户可以读取：chmod o+rx，或更改所有者。'],
  ),
  'folder-watched': both(
    ['This folder overlaps {other}, which is watched already.', 'Remove that one first: paradeck watch rm.'],
    ['该文件夹与已在监视中的 {other} 互相重叠。', '请先移除它：paradeck watch rm。'],
  ),
};
