/** An engine as the lines a terminal shows. */
import { torchReasonCode } from '../contract/engine.ts';
import type { EngineView, TorchPlan, TorchReason } from '../contract/engine.ts';
import { torchReasonTextsEn, torchReasonTextsZhCN } from '../contract/torchReasonTexts.ts';
import type { Language } from '../contract/language.ts';
import { renderSize } from './renderSize.ts';

const texts = { en: torchReasonTextsEn, 'zh-CN': torchReasonTextsZhCN } as const;

const words = {
  en: {
    installed: 'installed',
    missing: 'not installed',
    brings: (what: string, where: string) => `would bring ${what} from ${where}`,
    ownIndex: 'pip’s own index',
    other: (what: string) => `another build of torch fits this box now: ${what}`,
    warning: 'warning',
    install: 'install',
  },
  'zh-CN': {
    installed: '已安装',
    missing: '未安装',
    brings: (what: string, where: string) => `将安装 ${what}，来自 ${where}`,
    ownIndex: 'pip 自己的软件源',
    other: (what: string) => `现在更适合本机的 torch 版本：${what}`,
    warning: '注意',
    install: '安装',
  },
} as const;

/** State, versions and place; below it what an installation would bring, where it would bring something. */
export function renderEngine(view: EngineView, language: Language): string {
  const word = words[language];
  const { engine, dir, versions, bytes, torch, isOtherBuild } = view;
  const parts = [
    ...versions.map(({ name, version }) => `${name} ${version}`),
    ...(bytes === null ? [] : [renderSize(bytes)]),
  ];
  const known = dir === null ? word.missing : `${word.installed} (${parts.join(', ')}) ${dir}`;
  const offers = dir === null || isOtherBuild;
  return [
    `  ${engine}: ${known}\n`,
    ...(isOtherBuild ? [`    ${word.other(torch?.requirement ?? '?')}\n`] : []),
    ...(offers && torch !== null ? [renderPlan(torch, language)] : []),
    ...(offers && torch?.build !== null ? [`    ${word.install}: paradeck engines install ${engine}\n`] : []),
  ].join('');
}

/** Which torch from where, and why. */
export function renderPlan({ requirement, index, reasons }: TorchPlan, language: Language): string {
  const word = words[language];
  const brings = requirement === null ? [] : [word.brings(requirement, index ?? word.ownIndex)];
  const why = reasons.map((reason) => renderReason(reason, language));
  return [...brings, ...why].map((line) => `    ${line}\n`).join('');
}

function renderReason({ code, verdict, detail }: TorchReason, language: Language): string {
  const known = torchReasonCode.safeParse(code);
  const text = known.success ? texts[language][known.data](detail) : code;
  return verdict === 'good' ? text : `[${words[language].warning}] ${text}`;
}
