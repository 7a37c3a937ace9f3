/** A rolling restart told line by line: each instance as it leaves and as it is back. */
import { isAble } from '../contract/instance.ts';
import type { InstanceView, Phase } from '../contract/instance.ts';
import type { Terminal } from './command.ts';
import type { Language } from '../contract/language.ts';
import type { Reached } from './reach.ts';

const texts: Readonly<Record<Language, Readonly<Record<'none' | 'leaves' | 'back' | 'lost', string>>>> = {
  en: {
    none: 'No instance is running.',
    leaves: 'restarting …',
    back: 'ready again',
    lost: 'did not come back; the others were left as they are',
  },
  'zh-CN': {
    none: '没有正在运行的实例。',
    leaves: '正在重启…',
    back: '已重新就绪',
    lost: '未能恢复；其余实例保持不变',
  },
};

/** Phases in which the host gives the round up. */
const lost: ReadonlySet<Phase> = new Set(['failed', 'blocked', 'mispinned']);

/** The exit code: 0 once all are back, 1 where one was not. */
export async function followRolling({ language, tell }: Terminal, reached: Reached): Promise<number> {
  const text = texts[language];
  const { promise: over, resolve } = Promise.withResolvers<number>();
  let left: string[] | null = null;
  let isAway = false;
  const say = ({ spec }: InstanceView, what: 'leaves' | 'back' | 'lost'): void =>
    tell(`${spec.name}: ${text[what]}\n`);
  const take = (instance: InstanceView): void => {
    if (instance.spec.id !== left?.[0]) return;
    const { phase } = instance;
    if (lost.has(phase)) {
      say(instance, 'lost');
      return resolve(1);
    }
    const isBack = isAble(phase);
    if (!isAway && !isBack) {
      isAway = true;
      say(instance, 'leaves');
    }
    // One that was stopped meanwhile is not waited for.
    if (phase !== 'stopped' && !(isAway && isBack)) return;
    if (isBack) say(instance, 'back');
    isAway = false;
    left = left.slice(1);
    if (left.length === 0) resolve(0);
  };
  const early: InstanceView[] = [];
  await reached.onPush(({ event }) => {
    if (event.type !== 'instance.changed') return;
    if (left === null) early.push(event.instance);
    else take(event.instance);
  });
  left = [...(await reached.call('fleet.restart', {})).ids];
  if (left.length === 0) {
    tell(`${text.none}\n`);
    return 0;
  }
  for (const instance of early) take(instance);
  return Promise.race([over, reached.lost]);
}
