/** Of engines and their installation, what a terminal says otherwise. */
import type { OtherFailureTexts } from './failureTexts.ts';
import { otherFix, otherText } from './failureTexts.ts';

export const failureTextsTerminalSetup: OtherFailureTexts = {
  'engine-not-installed': otherFix(
    'Install it: paradeck engines install {engine}. Or choose the other engine for the instance.',
    '请安装：paradeck engines install {engine}；或为实例改选另一引擎。',
  ),
  'engine-broken': otherFix(
    'See paradeck engines log {engine}; install it again, and where a card is the reason look at paradeck doctor.',
    '请查看 paradeck engines log {engine}，然后重新安装；若与显卡有关，请运行 paradeck doctor。',
  ),
  'python-missing': otherText(
    [
      'No Python {lowest} or newer that can make an environment was found.',
      'Install one: paradeck doctor names the command (on Debian and Ubuntu python3-venv belongs to it). Or set PARADECK_PYTHON to yours.',
    ],
    [
      '未找到可用于创建环境的 Python {lowest} 或更新版本。',
      'paradeck doctor 会给出安装命令（Debian 和 Ubuntu 还需 python3-venv）；也可将 PARADECK_PYTHON 设为您的 Python。',
    ],
  ),
  'install-unreachable': otherFix(
    'Try again: whole files are kept. Where it breaks again, set a mirror (pip config set global.index-url URL, in China such as https://pypi.tuna.tsinghua.edu.cn/simple; for PyTorch --torch-index URL) or a proxy (HTTPS_PROXY).',
    '请重试：已下载完整的文件会保留。若仍中断，请设置镜像（例如 pip config set global.index-url https://pypi.tuna.tsinghua.edu.cn/simple；PyTorch 用 --torch-index 地址）或代理（HTTPS_PROXY）。',
  ),
  'install-refused': otherFix(
    'The mirror may be closed or need a sign-in: choose another (pip config set global.index-url URL; for PyTorch --torch-index URL).',
    '该镜像可能已关闭或需要登录：请更换镜像（pip config set global.index-url 地址；PyTorch 用 --torch-index 地址）。',
  ),
  'install-no-build': otherFix(
    'A mirror may lag behind: try another index. Or set PARADECK_PYTHON to another Python.',
    '镜像可能尚未同步：请换一个软件源；或将 PARADECK_PYTHON 设为其他 Python。',
  ),
  'install-no-room': otherFix(
    'Free some space, or set PARADECK_ENVS to a folder on a larger disk.',
    '请腾出空间，或将 PARADECK_ENVS 设为更大磁盘上的文件夹。',
  ),
  'install-failed': otherFix(
    'The details are the last of pip’s own words, the whole of them is told by paradeck engines log NAME. Then try again.',
    '详情为 pip 的最后几行输出，完整日志见 paradeck engines log 名称。请处理后重试。',
  ),
};
