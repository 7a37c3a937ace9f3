/** Tells the panels what changed, not more often than they can show it. */
import type { FrontsView, InstanceView } from '../../contract/instance.ts';
import type { LogLine } from '../../contract/push.ts';
import type { Emit } from '../ports.ts';

/** Changes of one instance within this are one push: ready and busy alternate with every batch. */
const CHANGE_MS = 100;
/** At most five pushes of log lines a second and instance. */
const LOG_MS = 200;
/** Most lines of one push, the newest; the rest is read by page. */
const LOG_LINES = 400;

export interface AnnouncerPorts {
  readonly emit: Emit;
  /** null once it is removed. */
  instance(id: string): InstanceView | null;
  fronts(): FrontsView;
}

export class Announcer {
  readonly #ports: AnnouncerPorts;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** What was last said of each thing, as text. */
  readonly #last = new Map<string, string>();
  readonly #lines = new Map<string, { runId: string; lines: LogLine[] }>();

  constructor(ports: AnnouncerPorts) {
    this.#ports = ports;
  }

  instanceChanged(id: string): void {
    this.#soon(`instance ${id}`, CHANGE_MS, () => {
      const instance = this.#ports.instance(id);
      if (instance !== null && this.#isNews(id, instance)) {
        this.#ports.emit({ type: 'instance.changed', instance });
      }
    });
  }

  frontsChanged(): void {
    this.#soon('fronts', CHANGE_MS, () => {
      const fronts = this.#ports.fronts();
      if (this.#isNews('fronts', fronts)) this.#ports.emit({ type: 'fronts.changed', fronts });
    });
  }

  logAppended(id: string, runId: string, line: LogLine): void {
    if (this.#lines.get(id)?.runId !== runId) this.#tellLog(id);
    const batch = this.#lines.get(id) ?? { runId, lines: [] };
    batch.lines.push(line);
    if (batch.lines.length > LOG_LINES) batch.lines.splice(0, LOG_LINES / 2);
    this.#lines.set(id, batch);
    this.#soon(`log ${id}`, LOG_MS, () => this.#tellLog(id));
  }

  instanceRemoved(id: string): void {
    this.#last.delete(id);
    this.#lines.delete(id);
    this.#ports.emit({ type: 'instance.removed', id });
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #tellLog(id: string): void {
    const batch = this.#lines.get(id);
    this.#lines.delete(id);
    if (batch !== undefined) this.#ports.emit({ type: 'log.appended', id, ...batch });
  }

  /** Runs `act` once, `ms` from the first call on. */
  #soon(key: string, ms: number, act: () => void): void {
    if (this.#timers.has(key)) return;
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      act();
    }, ms);
    this.#timers.set(key, timer.unref());
  }

  #isNews(key: string, view: object): boolean {
    const text = JSON.stringify(view);
    if (this.#last.get(key) === text) return false;
    this.#last.set(key, text);
    return true;
  }
}
