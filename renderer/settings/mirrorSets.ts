import type { Settings } from '../../electron/contract/settings.ts';

/** Everything that says where downloads come from. */
export type Sources = Pick<Settings, 'huggingFaceMirror' | 'pipIndex' | 'torchIndex'>;

const usual: Sources = { huggingFaceMirror: null, pipIndex: null, torchIndex: null };

/** Known to be quick from the Chinese mainland. */
const china: Sources = {
  huggingFaceMirror: 'https://hf-mirror.com',
  pipIndex: 'https://pypi.tuna.tsinghua.edu.cn/simple',
  torchIndex: 'https://mirrors.nju.edu.cn/pytorch/whl',
};

/** Sets of sources that are chosen as one. */
export const mirrorSets = { usual, china };
export type MirrorChoice = keyof typeof mirrorSets | 'own';

/** The set that is chosen; anything else is the user's own. */
export function nameSources(sources: Sources): MirrorChoice {
  const names = ['huggingFaceMirror', 'pipIndex', 'torchIndex'] as const;
  const isSet = (set: Sources) => names.every((name) => set[name] === sources[name]);
  return isSet(usual) ? 'usual' : isSet(china) ? 'china' : 'own';
}
