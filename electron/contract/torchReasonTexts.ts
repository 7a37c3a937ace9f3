/** Why a build of torch was chosen, in both languages, filled in from the reason's detail. */
import type { TorchReason, TorchReasonCode } from './engine.ts';

type ReasonTexts = Readonly<Record<TorchReasonCode, (detail: TorchReason['detail']) => string>>;

export const torchReasonTextsEn: ReasonTexts = {
  'newest-fits': ({ cuda, driver }) =>
    `Driver ${driver} and the cards run the newest build, for CUDA ${cuda}.`,
  'driver-older': ({ cuda, newest, driver, needed }) =>
    `CUDA ${newest} needs driver ${needed} or newer and this one is ${driver}: the build for CUDA ${cuda} runs on it.`,
  'card-older': ({ cuda, newest, cards }) =>
    `The build for CUDA ${newest} has no code for ${cards}: the one for CUDA ${cuda} is the last that has.`,
  'no-card': () => 'No NVIDIA card is seen: the build for the CPU, a fraction of the size of the others.',
  'cards-simulated': () => 'The cards are simulated and nothing computes on them: the build for the CPU.',
  mac: () => 'On a Mac the build for the CPU: there is no CUDA here.',
  'own-index': () => 'From pip’s own index, as set: whichever build it has.',
  'no-build': ({ platform, arch }) => `PyTorch has no build for this system (${platform} ${arch}).`,
  'driver-silent': () =>
    'An NVIDIA card is in this box and no driver shows it. To use it install the driver first; then another build fits.',
  'driver-unknown': ({ needed }) => `The driver’s version is not known; this build needs ${needed} or newer.`,
  'capability-unknown': ({ cards }) => `Whether it has code for ${cards} is not known.`,
  'driver-too-old': ({ driver, needed, cuda }) =>
    `Install driver ${needed} or newer first: with ${driver} this build for CUDA ${cuda} cannot use the cards.`,
  'card-left-out': ({ cards }) =>
    `No build has code for all cards of this box: this one has none for ${cards}.`,
  'cards-too-old': ({ cards }) =>
    `No build has code for ${cards} any more: the build for the CPU, which does not use them.`,
};

export const torchReasonTextsZhCN: ReasonTexts = {
  'newest-fits': ({ cuda, driver }) => `驱动 ${driver} 和显卡可运行最新版本（CUDA ${cuda}）。`,
  'driver-older': ({ cuda, newest, driver, needed }) =>
    `CUDA ${newest} 需要驱动 ${needed} 或更新，当前为 ${driver}：改用可运行的 CUDA ${cuda} 版本。`,
  'card-older': ({ cuda, newest, cards }) =>
    `CUDA ${newest} 版本不含 ${cards} 的代码：CUDA ${cuda} 版本是最后支持它的版本。`,
  'no-card': () => '未发现 NVIDIA 显卡：使用 CPU 版本，体积仅为其他版本的几分之一。',
  'cards-simulated': () => '显卡是模拟的，不进行计算：使用 CPU 版本。',
  mac: () => 'Mac 上没有 CUDA：使用 CPU 版本。',
  'own-index': () => '按设置从 pip 自己的软件源安装：使用其中已有的版本。',
  'no-build': ({ platform, arch }) => `PyTorch 没有适用于本系统（${platform} ${arch}）的版本。`,
  'driver-silent': () =>
    '本机装有 NVIDIA 显卡，但没有驱动显示它。若要使用，请先安装驱动，届时会选用另一版本。',
  'driver-unknown': ({ needed }) => `驱动版本未知；该版本需要 ${needed} 或更新。`,
  'capability-unknown': ({ cards }) => `是否含有 ${cards} 的代码未知。`,
  'driver-too-old': ({ driver, needed, cuda }) =>
    `请先安装驱动 ${needed} 或更新：当前驱动 ${driver} 下，CUDA ${cuda} 版本无法使用显卡。`,
  'card-left-out': ({ cards }) => `没有任何版本含有本机全部显卡的代码：该版本不含 ${cards} 的代码。`,
  'cards-too-old': ({ cards }) => `已没有版本含有 ${cards} 的代码：使用 CPU 版本，不会用到这些显卡。`,
};
