/** Failures of engines and their installation, in the words of a terminal. */
import type { FailureCode } from '../contract/failure.ts';
import { both } from './failureText.ts';
import type { InBoth } from './failureText.ts';

type InstallCode = Extract<FailureCode, `install-${string}` | `engine-${string}` | 'python-missing'>;

export const installFailureTexts: Readonly<Record<InstallCode, InBoth>> = {
  'engine-not-installed': both(
    [
      'The Python environment of the engine is not there.',
      'Install it: paradeck engines install {engine}. Or choose the other engine for the instance.',
    ],
    ['引擎的 Python 环境尚未安装。', '请安装：paradeck engines install {engine}；或为实例改选另一引擎。'],
  ),
  'engine-broken': both(
    [
      'The engine was installed and its packages cannot be loaded.',
      'See paradeck engines log {engine}; install it again, and where a card is the reason look at paradeck doctor.',
    ],
    [
      '引擎已安装，但其软件包无法加载。',
      '请查看 paradeck engines log {engine}，然后重新安装；若与显卡有关，请运行 paradeck doctor。',
    ],
  ),
  'python-missing': both(
    [
      'No Python {lowest} or newer that can make an environment was found.',
      'Install one: paradeck doctor names the command (on Debian and Ubuntu python3-venv belongs to it). Or set PARADECK_PYTHON to yours.',
    ],
    [
      '未找到可用于创建环境的 Python {lowest} 或更新版本。',
      'paradeck doctor 会给出安装命令（Debian 和 Ubuntu 还需 python3-venv）；也可将 PARADECK_PYTHON 设为您的 Python。',
    ],
  ),
  'install-unreachable': both(
    [
      'The package index could not be reached, or the connection broke.',
      'Try again: whole files are kept. Where it breaks again, set a mirror (pip config set global.index-url URL, in China such as https://pypi.tuna.tsinghua.edu.cn/simple; for PyTorch --torch-index URL) or a proxy (HTTPS_PROXY).',
    ],
    [
      '无法连接软件源，或连接中断。',
      '请重试：已下载完整的文件会保留。若仍中断，请设置镜像（例如 pip config set global.index-url https://pypi.tuna.tsinghua.edu.cn/simple；PyTorch 用 --torch-index 地址）或代理（HTTPS_PROXY）。',
    ],
  ),
  'install-refused': both(
    [
      'The package index refused the download.',
      'The mirror may be closed or need a sign-in: choose another (pip config set global.index-url URL; for PyTorch --torch-index URL).',
    ],
    [
      '软件源拒绝了下载。',
      '该镜像可能已关闭或需要登录：请更换镜像（pip config set global.index-url 地址；PyTorch 用 --torch-index 地址）。',
    ],
  ),
  'install-no-build': both(
    [
      'The package index has no build that fits this system and its Python.',
      'A mirror may lag behind: try another index. Or set PARADECK_PYTHON to another Python.',
    ],
    [
      '软件源中没有适合本系统及其 Python 的版本。',
      '镜像可能尚未同步：请换一个软件源；或将 PARADECK_PYTHON 设为其他 Python。',
    ],
  ),
  'install-damaged': both(
    [
      'A file that came is not the one the index announced.',
      'Try again: it was thrown away. If it happens again, choose another mirror.',
    ],
    ['下载的文件与软件源公布的不一致。', '请重试：该文件已丢弃。若再次发生，请更换镜像。'],
  ),
  'install-no-room': both(
    [
      'The disk has too little room for the engine.',
      'Free some space, or set PARADECK_ENVS to a folder on a larger disk.',
    ],
    ['磁盘空间不足以安装引擎。', '请腾出空间，或将 PARADECK_ENVS 设为更大磁盘上的文件夹。'],
  ),
  'install-failed': both(
    [
      'The installation failed.',
      'The details are the last of pip’s own words, the whole of them is told by paradeck engines log NAME. Then try again.',
    ],
    ['安装失败。', '详情为 pip 的最后几行输出，完整日志见 paradeck engines log 名称。请处理后重试。'],
  ),
};
