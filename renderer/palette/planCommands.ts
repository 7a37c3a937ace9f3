import { mayOrder, type InstanceView } from '../../electron/contract/instance.ts';
import type { JobView } from '../../electron/contract/job.ts';
import { language, theme, type SettingsPatch } from '../../electron/contract/settings.ts';
import { roomLinks } from '../frame/roomLinks.ts';
import { findRead, isOpen } from '../jobs/jobMarks.ts';
import type { HostState } from '../state/hostState.ts';
import type { Route } from '../state/route.ts';
import type { Texts } from '../texts/en.ts';

/** What a command does. */
export type Deed =
  | { readonly kind: 'go'; readonly route: Route }
  | { readonly kind: 'start' | 'stop' | 'restart'; readonly id: string }
  | { readonly kind: 'pauseAll' | 'resumeAll' | 'startAll' | 'addFiles' | 'help' | 'firstSteps' }
  | { readonly kind: 'set'; readonly patch: SettingsPatch };

export interface Command {
  /** Unlike all others, and the same from one list to the next. */
  readonly id: string;
  readonly group: keyof Texts['palette']['groups'];
  readonly label: string;
  readonly detail?: string;
  readonly deed: Deed;
}

/** Everything that can be done from the keyboard's list now, in its order. */
export function planCommands(state: HostState, t: Texts): readonly Command[] {
  return [
    ...planRooms(t),
    ...state.instances.flatMap((instance) => planInstance(instance, t)),
    ...planQueue(state, t),
    ...planLook(t),
    { id: 'help', group: 'help', label: t.frame.shortcuts, deed: { kind: 'help' } },
    { id: 'firstSteps', group: 'help', label: t.firstSteps.again, deed: { kind: 'firstSteps' } },
    ...state.jobs.map((job) => planJob(job, t)),
  ];
}

/** What may be done by somebody who only looks. */
export function isLooking({ deed }: Command): boolean {
  return deed.kind === 'go' || deed.kind === 'help';
}

/** Those with every word of what is typed; the transcripts are searched for it, too, which stands last. */
export function findCommands(commands: readonly Command[], query: string, t: Texts): readonly Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return commands;
  const found = commands.filter(({ label, detail = '' }) => {
    const text = `${label} ${detail}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const label = t.palette.searchFor({ query: query.trim() });
  const route: Route = { room: 'transcripts', jobId: null, query: query.trim() };
  return [...found, { id: 'search', group: 'search', label, deed: { kind: 'go', route } }];
}

function planRooms(t: Texts): readonly Command[] {
  const requests: Route = { room: 'requests' };
  const rooms = [
    ...roomLinks.map(({ room, route }) => ({ room, route, name: t.rooms[room] })),
    { room: 'requests', route: requests, name: t.requests.title },
  ];
  return rooms.map(({ room, route, name }) => ({
    ...{ id: `room ${room}`, group: 'rooms', label: t.palette.goTo({ name }) },
    deed: { kind: 'go', route },
  }));
}

function planInstance({ spec: { id, name }, phase }: InstanceView, t: Texts): readonly Command[] {
  const detail = t.phases[phase];
  const acts = (['start', 'restart', 'stop'] as const).filter((order) => mayOrder(order, phase));
  const route: Route = { room: 'instance', id, tab: 'work' };
  return [
    {
      ...{ id: `instance ${id}`, group: 'instances', label: t.palette.goTo({ name }), detail },
      deed: { kind: 'go', route },
    },
    ...acts.map((kind) => ({
      ...{ id: `${kind} ${id}`, group: 'instances' as const, label: t.palette[kind]({ name }), detail },
      deed: { kind, id },
    })),
  ];
}

function planQueue({ instances, jobs }: HostState, t: Texts): readonly Command[] {
  const states = jobs.filter(isOpen).map(({ state }) => state);
  const { pauseAll, pauseAllHint, resumeAll, addFiles } = t.palette;
  const possible: readonly (Command & { readonly isOn: boolean })[] = [
    { id: 'addFiles', group: 'queue', label: addFiles, deed: { kind: 'addFiles' }, isOn: true },
    {
      ...{
        id: 'pauseAll',
        group: 'queue',
        label: pauseAll,
        detail: pauseAllHint,
        deed: { kind: 'pauseAll' },
      },
      isOn: states.some((state) => state !== 'paused'),
    },
    {
      ...{ id: 'resumeAll', group: 'queue', label: resumeAll, deed: { kind: 'resumeAll' } },
      isOn: states.includes('paused'),
    },
    {
      ...{ id: 'startAll', group: 'instances', label: t.fleet.startAll, deed: { kind: 'startAll' } },
      isOn: instances.some(({ phase }) => mayOrder('start', phase)),
    },
  ];
  return possible.filter(({ isOn }) => isOn);
}

function planLook(t: Texts): readonly Command[] {
  const { themes, languages } = t.settings;
  return [
    ...theme.options.map((value): Command => ({
      ...{ id: `theme ${value}`, group: 'look', label: t.palette.theme({ name: themes[value] }) },
      deed: { kind: 'set', patch: { theme: value } },
    })),
    ...language.options.map((value): Command => ({
      ...{ id: `language ${value}`, group: 'look', label: t.palette.language({ name: languages[value] }) },
      deed: { kind: 'set', patch: { language: value } },
    })),
  ];
}

/** To its transcript where there is one, else to where it waits. */
function planJob(job: JobView, t: Texts): Command {
  const { id, name, state, target } = job;
  const read = findRead(job);
  const waiting: Route =
    target.kind === 'instance' ? { room: 'instance', id: target.instanceId, tab: 'work' } : { room: 'fleet' };
  const route: Route = read === null ? waiting : { room: 'transcripts', jobId: read, query: '' };
  return {
    id: `job ${id}`,
    group: 'jobs',
    label: name,
    detail: t.jobStates[state],
    deed: { kind: 'go', route },
  };
}
