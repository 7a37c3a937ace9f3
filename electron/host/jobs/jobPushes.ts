/** Pushes of the jobs under way: each job at most four times a second, its last state always. */
import { isEnded } from '../../core/schedule/jobState.ts';
import type { JobCounts, JobView } from '../../contract/job.ts';
import { foldTextSoFar, noText } from '../../core/transcript/textSoFar.ts';
import type { TextSoFar } from '../../core/transcript/textSoFar.ts';
import type { JobRun } from './jobRun.ts';
import { viewSegment } from './jobViews.ts';
import type { Emit } from '../ports.ts';

const everyMs = 250;

interface Entry {
  timer: NodeJS.Timeout;
  run: JobRun;
  isDirty: boolean;
}

export interface JobPushesPorts {
  readonly emit: Emit;
  readonly counts: () => JobCounts;
  readonly view: (run: JobRun) => JobView;
}

export class JobPushes {
  readonly #ports: JobPushesPorts;
  readonly #entries = new Map<string, Entry>();
  readonly #texts = new WeakMap<JobRun, TextSoFar>();
  #countsTimer: NodeJS.Timeout | undefined;

  constructor(ports: JobPushesPorts) {
    this.#ports = ports;
  }

  changed(run: JobRun): void {
    const { id } = run.record;
    if (isEnded(run.record.state)) {
      // Somebody may be waiting for just this.
      this.forget(id);
      this.#send(run);
      return;
    }
    const entry = this.#entries.get(id);
    if (entry) {
      Object.assign(entry, { isDirty: true, run });
      return;
    }
    this.#entries.set(id, { timer: this.#arm(id), run, isDirty: false });
    this.#send(run);
  }

  countsChanged(): void {
    this.#countsTimer ??= setTimeout(() => {
      this.#countsTimer = undefined;
      this.#ports.emit({ type: 'counts.changed', counts: this.#ports.counts() });
    }, everyMs).unref();
  }

  /** Nothing more of it. */
  forget(id: string): void {
    clearTimeout(this.#entries.get(id)?.timer);
    this.#entries.delete(id);
  }

  textOf(run: JobRun): TextSoFar {
    const { punct, punctSegments } = run.record;
    const known = this.#texts.get(run) ?? noText;
    // Begun anew: what was written no longer holds.
    const before = known.settled.tokens > punct.length ? noText : known;
    const text = foldTextSoFar(before, run.segments, { reach: punctSegments, punct });
    this.#texts.set(run, text);
    return text;
  }

  close(): void {
    for (const id of [...this.#entries.keys()]) this.forget(id);
    clearTimeout(this.#countsTimer);
  }

  #arm(id: string): NodeJS.Timeout {
    return setTimeout(() => {
      const entry = this.#entries.get(id);
      if (!entry?.isDirty) {
        this.#entries.delete(id);
        return;
      }
      entry.isDirty = false;
      entry.timer = this.#arm(id);
      this.#send(entry.run);
    }, everyMs).unref();
  }

  #send(run: JobRun): void {
    const { emit, view } = this.#ports;
    emit({ type: 'job.changed', job: view(run) });
    const shown = this.#texts.get(run)?.segments ?? 0;
    const { text, segments } = this.textOf(run);
    if (run.fresh.size === 0 && segments === shown) return;
    const indexes = [...run.fresh].sort((a, b) => a - b);
    run.fresh.clear();
    emit({
      type: 'segments.recognised',
      jobId: run.record.id,
      segments: indexes.flatMap((index) => run.segments[index] ?? []).map(viewSegment),
      punctuatedText: text,
      punctuatedSegments: segments,
    });
  }
}
