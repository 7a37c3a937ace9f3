/** Watches the cards through nvidia-smi: one question at a time, never waited for longer than its deadline. */
import type { GpusView } from '../../contract/gpu.ts';
import { foldCards } from '../../core/gpu/cardNews.ts';
import type { CardNews, KnownCards } from '../../core/gpu/cardNews.ts';
import { isStale, planNextPoll } from '../../core/gpu/gpuPoll.ts';
import { foldLedger } from '../../core/gpu/ledger.ts';
import type { CardWorker } from '../../core/gpu/ledger.ts';
import type { Clock, Gpus } from '../ports.ts';
import { openGpuProbe } from './gpuProbe.ts';
import type { GpuProbe } from './gpuProbe.ts';
import type { GpuCommand } from './gpuPrograms.ts';
import type { RunProbe } from './runProbe.ts';

export interface GpusPorts {
  /** Commands to try in turn, the first that exists is asked; read anew while there is none. */
  readonly programs: () => readonly GpuCommand[];
  readonly isSimulated: boolean;
  readonly clock: Clock;
  readonly run: RunProbe;
  /** Workers of ours by the card, or the slice of one, they are on. */
  readonly workersOn: (gpuUuid: string) => readonly CardWorker[];
  readonly isBlamed: (gpuUuid: string) => boolean;
  /** Whether any panel is open. */
  readonly isSeen: () => boolean;
  /** A card was lost, or found again. */
  readonly onNews: (news: CardNews) => void;
}

export interface OpenedGpus extends Gpus {
  /** The program was named anew: what was seen of the old one is forgotten. */
  changeProgram(): Promise<GpusView>;
  /** A panel has come: figures as old as the hidden may have are asked anew at once. */
  noteSeen(): void;
}

/** Opens at once; the first look runs beside the rest of the start. */
export function openGpus(ports: GpusPorts): OpenedGpus {
  const watch = new Watch(ports);
  void watch.look();
  return {
    view: () => watch.view(),
    look: () => watch.look(),
    onChange: (listener) => watch.onChange(listener),
    changeProgram: () => watch.changeProgram(),
    noteSeen: () => watch.noteSeen(),
    close: () => watch.close(),
  };
}

class Watch {
  readonly #ports: GpusPorts;
  readonly #listeners = new Set<() => void>();
  readonly #closing = new AbortController();
  #probe: GpuProbe;
  #timer: NodeJS.Timeout | undefined;
  #asking: Promise<void> | null = null;
  /** A look that waits for the question now outstanding. */
  #next: Promise<GpusView> | null = null;
  #cards: KnownCards | null = null;
  #isRenamed = false;
  #shown = '';

  constructor(ports: GpusPorts) {
    this.#ports = ports;
    this.#probe = this.#openProbe();
  }

  view(): GpusView {
    const { poll, source, sampledAt, readings, processes, slices } = this.#probe.seen();
    const cards = readings.map((reading) => {
      const own = slices.filter((slice) => slice.gpuUuid === reading.uuid);
      const uuids = own.map(({ uuid }) => uuid);
      const workers = [reading.uuid, ...uuids].flatMap((uuid) => [...this.#ports.workersOn(uuid)]);
      const ledger = foldLedger({ reading, processes, workers, slices: uuids });
      return { reading, ledger, slices: own, isBlamed: this.#ports.isBlamed(reading.uuid) };
    });
    return {
      source,
      isSimulated: this.#ports.isSimulated,
      fault: poll.fault,
      sampledAt,
      isStale: sampledAt !== null && isStale(poll),
      cards,
    };
  }

  /** A question that is out was put before whatever the caller knows: it is waited for, and one more is put for all who came meanwhile. */
  look(): Promise<GpusView> {
    if (this.#next !== null) return this.#next;
    const before = this.#asking ?? Promise.resolve();
    this.#next = before.then(async () => {
      this.#next = null;
      await this.#ask(true);
      return this.view();
    });
    return this.#next;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changeProgram(): Promise<GpusView> {
    this.#isRenamed = true;
    return this.look();
  }

  noteSeen(): void {
    const { sampledAt, poll } = this.#probe.seen();
    const ageMs = this.#ports.clock.now() - (sampledAt ?? 0);
    if (this.#asking === null && this.#next === null && ageMs > planNextPoll(poll, true))
      void this.#ask(false);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    clearTimeout(this.#timer);
    await (this.#next ?? this.#asking);
  }

  #openProbe(): GpuProbe {
    const { programs, clock, run } = this.#ports;
    const { signal } = this.#closing;
    return openGpuProbe({ programs, clock, run: (command, limits) => run(command, { ...limits, signal }) });
  }

  async #ask(withProcesses: boolean): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#closing.signal.aborted) return;
    this.#asking = this.#isRenamed ? this.#askAnother() : this.#probe.ask(withProcesses);
    await this.#asking;
    this.#asking = null;
    if (this.#closing.signal.aborted) return;
    this.#plan();
    this.#tell();
  }

  /** The old program's cards stay until the new one has answered, or has been found not to. */
  async #askAnother(): Promise<void> {
    this.#isRenamed = false;
    const probe = this.#openProbe();
    await probe.ask(true);
    this.#probe = probe;
    this.#cards = null;
  }

  #plan(): void {
    clearTimeout(this.#timer);
    const { poll } = this.#probe.seen();
    this.#timer = setTimeout(() => void this.#ask(false), planNextPoll(poll, this.#ports.isSeen()));
    this.#timer.unref();
  }

  /** Marks what befell the cards, and tells of a view that differs in more than its moment. */
  #tell(): void {
    const { readings, poll, sampledAt } = this.#probe.seen();
    if (poll.fault === null && sampledAt !== null) {
      const { known, news } = foldCards(this.#cards, readings);
      this.#cards = known;
      for (const one of news) this.#ports.onNews(one);
    }
    const shown = JSON.stringify({ ...this.view(), sampledAt: null });
    if (shown === this.#shown) return;
    this.#shown = shown;
    for (const listener of this.#listeners) listener();
  }
}
