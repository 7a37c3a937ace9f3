import type { FleetMark } from '../../electron/contract/machine.ts';
import type { Tone } from '../parts/StateMark.tsx';

/** Whose events are marked: everybody's, nobody's, or one instance's by its id. */
export type EventChoice = 'all' | 'none' | { readonly instanceId: string };

/** Which marks belong on a chart. */
export interface MarkAsk {
  readonly fromMs: number;
  readonly toMs: number;
  /** Only of these instances; null: of all. */
  readonly instanceIds: readonly string[] | null;
  /** Only of this card where a mark names one and no instance; null: of all. */
  readonly gpuUuid: string | null;
}

export function filterMarks(marks: readonly FleetMark[], ask: MarkAsk): readonly FleetMark[] {
  return marks.filter((mark) => {
    if (mark.at < ask.fromMs || mark.at > ask.toMs) return false;
    if (mark.instanceId !== null) return ask.instanceIds?.includes(mark.instanceId) ?? true;
    return ask.gpuUuid === null || mark.gpuUuid === null || mark.gpuUuid === ask.gpuUuid;
  });
}

/** Marks too close to be told apart on the screen, drawn as one. */
export interface MarkGroup {
  readonly at: number;
  readonly tone: Tone;
  readonly marks: readonly FleetMark[];
}

/** `room`: as many marks as fit side by side. */
export function groupMarks(
  marks: readonly FleetMark[],
  span: { readonly fromMs: number; readonly toMs: number; readonly room: number },
): readonly MarkGroup[] {
  const nearMs = (span.toMs - span.fromMs) / span.room;
  const groups: { readonly at: number; readonly marks: FleetMark[] }[] = [];
  for (const mark of marks) {
    const last = groups.at(-1);
    if (last && mark.at - last.at < nearMs) last.marks.push(mark);
    else groups.push({ at: mark.at, marks: [mark] });
  }
  return groups.map((group) => ({ ...group, tone: planTone(group.marks) }));
}

/** How loud each kind of event is. */
export const markTones: Readonly<Record<FleetMark['kind'], Tone>> = {
  started: 'idle',
  ready: 'ok',
  stopped: 'idle',
  restarted: 'run',
  crashed: 'bad',
  oom: 'bad',
  hung: 'bad',
  failed: 'bad',
  mispinned: 'bad',
  blocked: 'warn',
  'card-lost': 'bad',
  'card-found': 'ok',
};

const loudestFirst: readonly Tone[] = ['bad', 'warn', 'run', 'ok', 'idle'];

function planTone(marks: readonly FleetMark[]): Tone {
  return loudestFirst.find((tone) => marks.some(({ kind }) => markTones[kind] === tone)) ?? 'idle';
}
