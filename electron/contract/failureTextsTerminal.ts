/** What a terminal says otherwise of a failure: it mends by commands. `{x}` is taken from the failure's detail. */
import type { OtherFailureTexts } from './failureTexts.ts';
import { otherFix, otherText } from './failureTexts.ts';
import { failureTextsTerminalSetup } from './failureTextsTerminalSetup.ts';

export const failureTextsTerminal: OtherFailureTexts = {
  ...failureTextsTerminalSetup,
  unauthorised: otherText(
    ['This caller is not signed in.', 'Open the panel by a fresh one-time link: paradeck open.'],
    ['调用方未登录。', '请用新的一次性链接打开面板：paradeck open。'],
  ),
  forbidden: otherFix(
    'Do it on the box itself, from the panel or this command line.',
    '请在本机的面板或命令行中操作。',
  ),
  'unknown-call': otherText(
    ['The running host is of another version.', 'Restart it: stop it with Ctrl-C, then paradeck serve.'],
    ['正在运行的主机版本不同。', '请重启主机：按 Ctrl-C 停止，再运行 paradeck serve。'],
  ),
  'key-missing': otherFix(
    'Make one: paradeck keys create NAME, with --scope panel for the panel. Or set the address to 127.0.0.1.',
    '请创建：paradeck keys create 名称（面板另加 --scope panel）；或将地址设为 127.0.0.1。',
  ),
  'key-not-found': otherText(
    ['There is no such key.', 'See the names: paradeck keys list.'],
    ['没有这个密钥。', '查看名称：paradeck keys list。'],
  ),
  'instance-not-found': otherText(
    ['There is no such instance.', 'See the names: paradeck instances list.'],
    ['没有这个实例。', '查看实例名称：paradeck instances list。'],
  ),
  'instance-not-stopped': otherFix(
    'Stop it first: paradeck instances stop NAME.',
    '请先停止：paradeck instances stop 名称。',
  ),
  'job-not-found': otherText(
    ['There is no such job.', 'Submit the file again.'],
    ['没有这个任务。', '请重新提交文件。'],
  ),
  'transcript-not-found': otherFix('Run the file again.', '请重新转写该文件。'),
  'model-not-found': otherFix(
    'See paradeck models list, or add it: paradeck models add DIR.',
    '查看 paradeck models list，或添加：paradeck models add 目录。',
  ),
  'model-invalid': otherFix(
    'Download the files named in the details and add the folder again.',
    '请下载详情中所列文件后重新添加。',
  ),
  'gpu-memory-short': otherFix(
    'Free memory on the card (the details name who holds it), lower the batch size, or start it all the same: paradeck instances start NAME --anyway.',
    '请释放显存（详情中列出占用者）、减小批量，或仍然启动：paradeck instances start 名称 --anyway。',
  ),
  'file-not-found': otherText(
    ['There is no file of this name.', 'Check the path and the spelling.'],
    ['找不到该文件。', '请检查路径和文件名。'],
  ),
  'file-is-folder': otherFix(
    'Name the files in it, or add --recursive.',
    '请指定其中的文件，或加上 --recursive。',
  ),
  'folder-not-found': otherText(
    [
      'The folder {path} is not there, or nothing is mounted on it.',
      'Check the path, or mount the drive again.',
    ],
    ['文件夹 {path} 不存在，或其上没有挂载任何内容。', '请检查路径，或重新挂载该磁盘。'],
  ),
  'folder-unreadable': otherText(
    ['The host may not list the folder {path}.', 'Let its user read it: chmod o+rx, or another owner.'],
    ['主机无权列出文件夹 {path}。', '请让其用户可以读取：chmod o+rx，或更改所有者。'],
  ),
  'folder-watched': otherText(
    ['This folder overlaps {other}, which is watched already.', 'Remove that one first: paradeck watch rm.'],
    ['该文件夹与已在监视中的 {other} 互相重叠。', '请先移除它：paradeck watch rm。'],
  ),
  'output-exists': otherFix(
    'Move it away, or choose another folder with --out.',
    '请移走该文件，或用 --out 换一个文件夹。',
  ),
  'output-not-writable': otherFix(
    'Check its permissions, or choose another folder with --out.',
    '请检查权限，或用 --out 换一个文件夹。',
  ),
  'disk-full': otherFix(
    'Free some space: work that waits goes on by itself, anything else is run again.',
    '请腾出空间：等待中的任务会自动继续，其余请重新运行。',
  ),
  'home-not-writable': otherText(
    [
      'The data home {path} can’t be written to.',
      'Change its permissions, or set PARADECK_HOME to another folder.',
    ],
    ['无法写入数据目录 {path}。', '请修改权限，或将 PARADECK_HOME 设为其他文件夹。'],
  ),
  'home-in-use': otherText(
    [
      'Another host (pid {pid}) has this data home and does not answer.',
      'End it, or set PARADECK_HOME to another folder.',
    ],
    ['另一主机（进程 {pid}）占用该数据目录且没有响应。', '请结束它，或将 PARADECK_HOME 设为其他文件夹。'],
  ),
  'port-taken': otherText(
    ['Port {port} is taken. {owner}', 'Choose another: --port NUMBER, or --port 0 for any free one.'],
    ['端口 {port} 已被占用。{owner}', '请换一个端口：--port 端口号，或用 --port 0 自动选择。'],
  ),
  'worker-failed': otherFix(
    'See the instance’s log; paradeck doctor names what is missing.',
    '请查看实例日志；paradeck doctor 会列出缺少的内容。',
  ),
  'instance-unavailable': otherText(
    [
      'No instance can take the work, or no ParaDeck is running.',
      'See which: paradeck status. Start ParaDeck: paradeck serve. Start an instance: paradeck instances start NAME.',
    ],
    [
      '没有可用的实例，或 ParaDeck 没有运行。',
      '查看原因：paradeck status；启动 ParaDeck：paradeck serve；启动实例：paradeck instances start 名称。',
    ],
  ),
  'host-closing': otherText(
    [
      'The ParaDeck that did this work has ended.',
      'Start it again: paradeck serve. What it accepted goes on by itself: paradeck jobs list.',
    ],
    [
      '执行该工作的 ParaDeck 已经退出。',
      '请重新启动：paradeck serve；已接受的任务会自动继续：paradeck jobs list。',
    ],
  ),
  internal: otherText(
    ['Something broke inside ParaDeck.', 'Details are in logs/host.log in the data home; try again.'],
    ['ParaDeck 内部出错。', '详情见数据目录中的 logs/host.log；请重试。'],
  ),
};
