/** Failures of the doors for programs, in the words of a terminal. */
import type { FailureCode } from '../contract/failure.ts';
import { both } from './failureText.ts';
import type { InBoth } from './failureText.ts';

type DoorCode = Extract<FailureCode, 'key-missing' | 'key-not-found' | 'job-cancelled' | 'file-missing'>;

export const doorFailureTexts: Readonly<Record<DoorCode, InBoth>> = {
  'key-missing': both(
    [
      'An address that other machines reach needs a key first.',
      'Make one: paradeck keys create NAME, with --scope panel for the panel. Or set the address to 127.0.0.1.',
    ],
    [
      '其他机器可访问的地址必须先有密钥。',
      '请创建：paradeck keys create 名称（面板另加 --scope panel）；或将地址设为 127.0.0.1。',
    ],
  ),
  'key-not-found': both(
    ['There is no such key.', 'See the names: paradeck keys list.'],
    ['没有这个密钥。', '查看名称：paradeck keys list。'],
  ),
  'job-cancelled': both(
    ['The job was cancelled.', 'Submit the file again.'],
    ['任务已取消。', '请重新提交文件。'],
  ),
  'file-missing': both(
    ['The request brought no audio file.', 'Send one in the form field named file.'],
    ['请求中没有音频文件。', '请以表单字段 file 发送音频文件。'],
  ),
};
