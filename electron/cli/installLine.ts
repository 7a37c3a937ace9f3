/** An engine's installation in a line: what it does, bytes, speed, time left. */
import type { EngineInstall, InstallFigures } from '../contract/engine.ts';
import { foldLeftS } from './fetchLine.ts';
import type { Language } from '../contract/language.ts';
import { renderSize } from './renderSize.ts';
import { renderClock } from './timings.ts';

const words = {
  en: {
    preparing: 'making the environment',
    asking: 'asking the package index',
    downloading: 'downloading',
    installing: 'unpacking',
    verifying: 'trying whether it runs',
    of: 'of',
    left: 'left',
    packages: 'packages',
    unknown: 'The package index does not tell sizes in advance.',
    figures: (f: Figures) =>
      `${f.packages} packages; to download at most ${f.download}; on the disk at least ${f.installed}` +
      ` (while installing ${f.needed}, free ${f.free})`,
  },
  'zh-CN': {
    preparing: '正在创建环境',
    asking: '正在询问软件源',
    downloading: '下载中',
    installing: '正在解包',
    verifying: '正在试运行',
    of: '/',
    left: '剩余',
    packages: '个软件包',
    unknown: '该软件源不会事先给出大小。',
    figures: (f: Figures) =>
      `共 ${f.packages} 个软件包；最多下载 ${f.download}；安装后至少占用 ${f.installed}` +
      `（安装过程中 ${f.needed}，可用 ${f.free}）`,
  },
} as const;

type Figures = Readonly<Record<'packages' | 'download' | 'installed' | 'needed' | 'free', string>>;

const size = (bytes: number | null): string => (bytes === null ? '—' : renderSize(bytes));

/** What would come, once the index has told. */
export function renderFigures(figures: InstallFigures | null, language: Language): string {
  if (figures === null) return words[language].unknown;
  return words[language].figures({
    packages: String(figures.packages),
    download: size(figures.downloadBytes),
    installed: size(figures.installedBytes),
    needed: size(figures.neededBytes),
    free: size(figures.freeBytes),
  });
}

export function renderInstall(install: EngineInstall, language: Language): string {
  const word = words[language];
  const { engine, state, note, donePackages, totalPackages } = install;
  const counted =
    totalPackages === null ? '' : `${donePackages} ${word.of} ${totalPackages} ${word.packages}`;
  const parts =
    state === 'downloading'
      ? [...listBytes(install, language), note ?? '']
      : state === 'installing'
        ? [`${word.installing} ${counted}`]
        : state === 'preparing' || state === 'asking' || state === 'verifying'
          ? [word[state], note ?? '']
          : [];
  return [engine, ...parts.map((part) => part.trim())].filter(Boolean).join(' · ');
}

function listBytes(install: EngineInstall, language: Language): string[] {
  const word = words[language];
  const { doneBytes, speedBytesS } = install;
  const totalBytes = install.figures?.downloadBytes ?? null;
  const leftS = foldLeftS({ doneBytes, totalBytes, speedBytesS });
  const whole = totalBytes === null ? '' : ` ${word.of} ${renderSize(totalBytes)}`;
  return [
    `${word.downloading} ${renderSize(doneBytes)}${whole}`,
    speedBytesS === null ? '' : `${renderSize(speedBytesS)}/s`,
    leftS === null ? '' : `${renderClock(leftS)} ${word.left}`,
  ];
}
