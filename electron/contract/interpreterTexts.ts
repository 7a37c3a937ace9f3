/** What a look at somebody's own Python found, in both languages, filled in from the check's detail. */
import type { InterpreterCheckCode, InterpreterView } from './engine.ts';

type Detail = InterpreterView['checks'][number]['detail'];
type CheckTexts = Readonly<Record<InterpreterCheckCode, (detail: Detail) => string>>;

const orNewer = (needed: Detail[string] | undefined): string =>
  needed ? `: ${needed} or newer is needed` : '';
const atLeast = (needed: Detail[string] | undefined): string => (needed ? `：需要 ${needed} 或更新` : '');

export const interpreterTextsEn: CheckTexts = {
  'python-good': ({ version }) => `Python ${version}`,
  'python-absent': ({ path }) => `There is no file ${path}.`,
  'python-broken': ({ path, words }) => `${path} does not answer as a Python: ${words}`,
  'python-old': ({ version, lowest }) => `Python ${version} is too old: ${lowest} or newer is needed.`,
  'package-good': ({ name, version }) => `${name} ${version}`,
  'package-missing': ({ name, needed }) => `${name} is missing${orNewer(needed)}.`,
  'package-old': ({ name, version, needed }) => `${name} ${version} is too old${orNewer(needed)}.`,
};

export const interpreterTextsZhCN: CheckTexts = {
  'python-good': ({ version }) => `Python ${version} 可用`,
  'python-absent': ({ path }) => `文件 ${path} 不存在。`,
  'python-broken': ({ path, words }) => `${path} 无法作为 Python 运行：${words}`,
  'python-old': ({ version, lowest }) => `Python ${version} 版本过旧：需要 ${lowest} 或更新。`,
  'package-good': ({ name, version }) => `${name} ${version} 可用`,
  'package-missing': ({ name, needed }) => `缺少 ${name}${atLeast(needed)}。`,
  'package-old': ({ name, version, needed }) => `${name} ${version} 版本过旧${atLeast(needed)}。`,
};
