/** What each failure means and what to do about it, in the words of a terminal. `{x}` is taken from the failure's detail. */
import type { FailureCode } from '../contract/failure.ts';
import { doorFailureTexts } from './doorFailureTexts.ts';
import { fetchFailureTexts } from './fetchFailureTexts.ts';
import { folderFailureTexts } from './folderFailureTexts.ts';
import { both } from './failureText.ts';
import type { InBoth } from './failureText.ts';
import { installFailureTexts } from './installFailureTexts.ts';

export const failureTexts: Readonly<Record<FailureCode, InBoth>> = {
  ...installFailureTexts,
  ...doorFailureTexts,
  ...folderFailureTexts,
  ...fetchFailureTexts,
  'bad-request': both(
    ['The host did not accept what was given.', 'Correct the value named in the details and try again.'],
    ['主机不接受给出的内容。', '请按详情改正后重试。'],
  ),
  unauthorised: both(
    ['This caller is not signed in.', 'Open the panel by a fresh one-time link: paradeck open.'],
    ['调用方未登录。', '请用新的一次性链接打开面板：paradeck open。'],
  ),
  forbidden: both(
    ['This is not allowed from here.', 'Do it on the box itself, from the panel or this command line.'],
    ['此处不允许该操作。', '请在本机的面板或命令行中操作。'],
  ),
  'unknown-call': both(
    ['The running host is of another version.', 'Restart it: stop it with Ctrl-C, then paradeck serve.'],
    ['正在运行的主机版本不同。', '请重启主机：按 Ctrl-C 停止，再运行 paradeck serve。'],
  ),
  'too-large': both(
    ['The file is larger than is accepted.', 'Split it, or save it as MP3, M4A or Opus.'],
    ['文件超过大小限制。', '请分割文件，或另存为 MP3、M4A 或 Opus。'],
  ),
  busy: both(
    ['The host has as much to do as it can take.', 'Wait a minute and try again.'],
    ['主机正忙，暂时无法接受。', '请稍等一分钟后重试。'],
  ),
  'instance-not-found': both(
    ['There is no such instance.', 'See the names: paradeck instances list.'],
    ['没有这个实例。', '查看实例名称：paradeck instances list。'],
  ),
  'instance-name-taken': both(
    ['Another instance has this name.', 'Choose another name.'],
    ['已有同名实例。', '请换一个名称。'],
  ),
  'instance-port-taken': both(
    ['Another instance has this port.', 'Choose another port.'],
    ['该端口已被另一实例使用。', '请换一个端口。'],
  ),
  'instance-not-stopped': both(
    ['The instance is running.', 'Stop it first: paradeck instances stop NAME.'],
    ['实例正在运行。', '请先停止：paradeck instances stop 名称。'],
  ),
  'job-not-found': both(
    ['There is no such job.', 'Submit the file again.'],
    ['没有这个任务。', '请重新提交文件。'],
  ),
  'job-not-finished': both(
    ['The job has not finished yet.', 'Wait until it is done, or cancel it first.'],
    ['任务尚未完成。', '请等待完成，或先取消。'],
  ),
  'transcript-not-found': both(
    ['There is no transcript of this job.', 'Run the file again.'],
    ['该任务没有文稿。', '请重新转写该文件。'],
  ),
  'transcript-edited': both(
    ['Somebody else has corrected this transcript meanwhile.', 'Read it again and repeat the correction.'],
    ['此文稿刚刚被别人修改过。', '请重新读取后再修改。'],
  ),
  'model-not-found': both(
    [
      'The model is not known, or its folder is gone.',
      'See paradeck models list, or add it: paradeck models add DIR.',
    ],
    ['模型未知，或其文件夹已不在。', '查看 paradeck models list，或添加：paradeck models add 目录。'],
  ),
  'model-invalid': both(
    [
      'The model folder is incomplete or damaged.',
      'Download the files named in the details and add the folder again.',
    ],
    ['模型文件夹不完整或已损坏。', '请下载详情中所列文件后重新添加。'],
  ),
  'model-in-use': both(
    ['An instance or a setting uses this model.', 'Give it another model first.'],
    ['有实例或设置正在使用该模型。', '请先为其更换模型。'],
  ),
  'gpu-not-found': both(
    [
      'No card of this box has the chosen UUID now.',
      'Open Fleet and look at the cards; give the instance another device, or wait until the card is back.',
    ],
    ['本机目前没有所选 UUID 的显卡。', '请在“机群”中查看显卡，为实例改选设备，或等待该显卡恢复。'],
  ),
  'gpu-memory-short': both(
    [
      'The card has too little free memory for this instance.',
      'Free memory on the card (the details name who holds it), lower the batch size, or start it all the same: paradeck instances start NAME --anyway.',
    ],
    [
      '{card} 可用显存 {freeMiB} MiB，该实例需要 {needMiB} MiB。占用者：{holders}',
      '请释放显存、减小批量，或仍然启动：paradeck instances start 名称 --anyway。',
    ],
  ),
  'file-not-found': both(
    ['There is no file of this name.', 'Check the path and the spelling.'],
    ['找不到该文件。', '请检查路径和文件名。'],
  ),
  'file-is-folder': both(
    ['This is a folder.', 'Name the files in it, or add --recursive.'],
    ['这是一个文件夹。', '请指定其中的文件，或加上 --recursive。'],
  ),
  'file-unreadable': both(
    ['The file may not be read.', 'Change its permissions, or copy it to another folder.'],
    ['无法读取该文件。', '请修改权限，或复制到其他文件夹。'],
  ),
  'file-empty': both(
    ['The file is empty (0 bytes).', 'Copy or download it again.'],
    ['文件为空（0 字节）。', '请重新复制或下载。'],
  ),
  'file-not-audio': both(
    ['This is no audio that can be read.', 'Convert it to WAV, MP3, M4A, FLAC or Opus.'],
    ['不是可读取的音频。', '请转换为 WAV、MP3、M4A、FLAC 或 Opus。'],
  ),
  'file-no-sound': both(
    ['The file has no sound track.', 'Choose a file with sound, or export its sound first.'],
    ['文件没有音轨。', '请选择带声音的文件，或先导出声音。'],
  ),
  'file-truncated': both(
    ['The file breaks off.', 'Copy or download it again; what is whole was transcribed where possible.'],
    ['文件不完整，中途截断。', '请重新复制或下载；完整部分会尽量转写。'],
  ),
  'file-refused': both(
    [
      'The file points to other files or is of a kind that is not read.',
      'Convert it to WAV, MP3, M4A, FLAC or Opus.',
    ],
    ['该文件指向其他文件，或属于不予读取的类型。', '请转换为 WAV、MP3、M4A、FLAC 或 Opus。'],
  ),
  'file-too-long': both(
    ['The audio is longer than is accepted.', 'Split it, or raise the longest length in the settings.'],
    ['音频超过最长时限。', '请分割文件，或在设置中调高上限。'],
  ),
  'file-changed': both(
    ['The file changed while it was read.', 'Wait until it is written, then run it again.'],
    ['读取期间文件发生了变化。', '请等文件写完后重试。'],
  ),
  'decoder-missing': both(
    [
      'ffmpeg was not found.',
      'Install ffmpeg, or set its path in the settings. 16 kHz WAV works without it.',
    ],
    ['未找到 ffmpeg。', '请安装 ffmpeg，或在设置中指定路径。16 kHz WAV 无需 ffmpeg。'],
  ),
  'output-exists': both(
    ['A file of this name is there already.', 'Move it away, or choose another folder.'],
    ['已有同名文件。', '请移走该文件，或换一个文件夹。'],
  ),
  'output-not-writable': both(
    ['The output folder can’t be written to.', 'Check its permissions, or choose another folder with --out.'],
    ['无法写入输出文件夹。', '请检查权限，或用 --out 换一个文件夹。'],
  ),
  'disk-full': both(
    ['The disk is full.', 'Free some space: work that waits goes on by itself, anything else is run again.'],
    ['磁盘已满。', '请腾出空间：等待中的任务会自动继续，其余请重新运行。'],
  ),
  'home-not-writable': both(
    [
      'The data home {path} can’t be written to.',
      'Change its permissions, or set PARADECK_HOME to another folder.',
    ],
    ['无法写入数据目录 {path}。', '请修改权限，或将 PARADECK_HOME 设为其他文件夹。'],
  ),
  'home-in-use': both(
    [
      'Another host (pid {pid}) has this data home and does not answer.',
      'End it, or set PARADECK_HOME to another folder.',
    ],
    ['另一主机（进程 {pid}）占用该数据目录且没有响应。', '请结束它，或将 PARADECK_HOME 设为其他文件夹。'],
  ),
  'port-taken': both(
    ['Port {port} is taken. {owner}', 'Choose another: --port NUMBER, or --port 0 for any free one.'],
    ['端口 {port} 已被占用。{owner}', '请换一个端口：--port 端口号，或用 --port 0 自动选择。'],
  ),
  'worker-died': both(
    ['The worker died while it had this file.', 'Run it again; if it dies again, see the instance’s log.'],
    ['处理该文件时工作进程退出。', '请重试；若再次发生，请查看实例日志。'],
  ),
  'worker-failed': both(
    ['The worker could not do it.', 'See the instance’s log; paradeck doctor names what is missing.'],
    ['工作进程处理失败。', '请查看实例日志；paradeck doctor 会列出缺少的内容。'],
  ),
  'instance-unavailable': both(
    [
      'No instance can take the work, or no ParaDeck is running.',
      'See which: paradeck status. Start ParaDeck: paradeck serve. Start an instance: paradeck instances start NAME.',
    ],
    [
      '没有可用的实例，或 ParaDeck 没有运行。',
      '查看原因：paradeck status；启动 ParaDeck：paradeck serve；启动实例：paradeck instances start 名称。',
    ],
  ),
  'host-closing': both(
    [
      'ParaDeck is about to end or to start again.',
      'Try again in some seconds; accepted jobs go on at the next start.',
    ],
    ['ParaDeck 即将退出或重新启动。', '请稍后再试；已接受的任务会在下次启动后继续。'],
  ),
  'coverage-incomplete': both(
    ['Parts of the file have no answer.', 'Run it again: what is done is kept, only the holes are redone.'],
    ['文件有部分内容未转写。', '请重新运行：已完成的会保留，只补缺口。'],
  ),
  internal: both(
    ['Something broke inside ParaDeck.', 'Details are in logs/host.log in the data home; try again.'],
    ['ParaDeck 内部出错。', '详情见数据目录中的 logs/host.log；请重试。'],
  ),
};
