/** Tells the panels what changed, not more often than they can show it. */
import type { FrontsView, InstanceView } from '../contract/instance.ts';
import type { LogLine } from '../contract/push.ts';
import type { Emit } from './ports.ts';

/** Changes of one instance within this are one push: ready and busy alternate with every batch. */
const CHANGE_MS = 100;
/** At most five pushes of log lines a second and instance. */
const LOG_MS = 200;
/** Lines of one push; the rest is read by page. */
const LOG_LINES = 400;

export interface Announcer {
  instanceChanged(id: string): void;
  frontsChanged(): void;
  logAppended(id: string, runId: string, line: LogLine): void;
  instanceRemoved(id: string): void;
  close(): void;
}

export interface AnnouncerPorts {
  readonly emit: Emit;
  /** null once it is removed. */
  instance(id: string): InstanceView | null;
  fronts(): FrontsView;
}

export function openAnnouncer({ emit, instance, fronts }: AnnouncerPorts): Announcer {
  const timers = new Map<string, NodeJS.Timeout>();
  const last = new Map<string, string>();
  const lines = new Map<string, { runId: string; lines: LogLine[] }>();

  /** Runs `act` once, `ms` from the first call on. */
  const soon = (key: string, ms: number, act: () => void): void => {
    if (timers.has(key)) return;
    const timer = setTimeout(() => {
      timers.delete(key);
      act();
    }, ms);
    timers.set(key, timer.unref());
  };
  const isNews = (key: string, view: object): boolean => {
    const text = JSON.stringify(view);
    if (last.get(key) === text) return false;
    last.set(key, text);
    return true;
  };
  const tellInstance = (id: string): void => {
    const view = instance(id);
    if (view !== null && isNews(id, view)) emit({ type: 'instance.changed', instance: view });
  };
  const tellLog = (id: string): void => {
    const batch = lines.get(id);
    lines.delete(id);
    if (batch !== undefined) emit({ type: 'log.appended', id, ...batch });
  };
  return {
    instanceChanged: (id) => soon(`instance ${id}`, CHANGE_MS, () => tellInstance(id)),
    frontsChanged: () =>
      soon('fronts', CHANGE_MS, () => {
        const view = fronts();
        if (isNews('fronts', view)) emit({ type: 'fronts.changed', fronts: view });
      }),
    logAppended(id, runId, line) {
      const held = lines.get(id);
      if (held !== undefined && held.runId !== runId) tellLog(id);
      const batch = lines.get(id) ?? { runId, lines: [] };
      batch.lines.push(line);
      if (batch.lines.length > LOG_LINES) batch.lines.splice(0, LOG_LINES / 2);
      lines.set(id, batch);
      soon(`log ${id}`, LOG_MS, () => tellLog(id));
    },
    instanceRemoved(id) {
      last.delete(id);
      lines.delete(id);
      emit({ type: 'instance.removed', id });
    },
    close() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
