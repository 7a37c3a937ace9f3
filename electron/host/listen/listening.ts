/** Copies to listen to: made when one is asked for, one at a time, the longest unheard given up for the next. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListeningView } from '../../contract/listen.ts';
import { sampleRateHz } from '../../contract/workerMessages.ts';
import type { Pushes } from '../doors/pushes.ts';
import { readRecord } from '../jobs/readEnded.ts';
import { checkSource } from '../jobs/sourceFile.ts';
import type { SourceFile } from '../jobs/sourceFile.ts';
import type { Log } from '../ports.ts';
import type { Store } from '../store/storePort.ts';
import { makeCopy } from './listeningCopy.ts';
import type { Listening } from './listeningPort.ts';
import type { ListeningCopy } from './listeningCopy.ts';

export interface ListeningPorts {
  /** Folder of the copies; emptied, since copies outlive no host. */
  readonly dir: string;
  readonly store: Pick<Store, 'job'>;
  /** A job's removal takes its copy along. */
  readonly pushes: Pick<Pushes, 'tap'>;
  readonly ffmpegPath: () => string | null;
  /** Longest sound accepted, h. */
  readonly longestH: () => number;
  /** All copies together, bytes; the newest may exceed it alone. */
  readonly limitBytes: number;
  readonly log: Log;
}

interface Making {
  readonly stop: AbortController;
  readonly totalS: number | null;
  decodedS: number;
  /** Settles either way. */
  ended: Promise<void>;
}

export async function openListening(ports: ListeningPorts): Promise<Listening> {
  await rm(ports.dir, { recursive: true, force: true });
  await mkdir(ports.dir, { mode: 0o700 });
  return new OpenListening(ports);
}

class OpenListening implements Listening {
  readonly #ports: ListeningPorts;
  readonly #making = new Map<string, Making>();
  readonly #failed = new Map<string, unknown>();
  /** The longest unheard first. */
  readonly #ready = new Map<string, ListeningCopy>();
  readonly #untap: () => void;
  #turn: Promise<void> = Promise.resolve();

  constructor(ports: ListeningPorts) {
    this.#ports = ports;
    this.#untap = ports.pushes.tap((event) => {
      if (event.type === 'job.removed') void this.#forget(event.id);
    });
  }

  async open(id: string): Promise<ListeningView> {
    const failed = this.#failed.get(id);
    // Told once: asked again it is tried again.
    this.#failed.delete(id);
    if (failed !== undefined) throw failed;
    const ready = this.#ready.get(id);
    if (ready) return this.#hear(id, ready);
    const making = this.#making.get(id) ?? (await this.#begin(id));
    return { state: 'preparing', decodedS: making.decodedS, totalS: making.totalS };
  }

  async close(): Promise<void> {
    this.#untap();
    for (const { stop } of this.#making.values()) stop.abort();
    await Promise.all([...this.#making.values()].map(({ ended }) => ended));
    await rm(this.#ports.dir, { recursive: true, force: true });
  }

  #hear(id: string, copy: ListeningCopy): ListeningView {
    this.#ready.delete(id);
    this.#ready.set(id, copy);
    return { state: 'ready', durationS: copy.durationS, peaks: copy.peaks };
  }

  async #begin(id: string): Promise<Making> {
    const record = await readRecord(this.#ports.store, id);
    await checkSource(record);
    const known = this.#making.get(id);
    if (known) return known;
    const { totalSamples } = record;
    const making: Making = {
      stop: new AbortController(),
      totalS: totalSamples === null ? null : totalSamples / sampleRateHz,
      decodedS: 0,
      ended: Promise.resolve(),
    };
    this.#making.set(id, making);
    making.ended = this.#turn.then(() => this.#make(id, record, making));
    this.#turn = making.ended;
    return making;
  }

  async #make(id: string, source: SourceFile, making: Making): Promise<void> {
    const { ffmpegPath, longestH, log } = this.#ports;
    try {
      const copy = await makeCopy(source, this.#pathOf(id), {
        ffmpegPath,
        longestS: longestH() * 3600,
        signal: making.stop.signal,
        onMore: (decodedS) => (making.decodedS = decodedS),
      });
      this.#ready.set(id, copy);
      await this.#shrink();
    } catch (thrown) {
      if (making.stop.signal.aborted) return;
      log.warn('no copy to listen to', { jobId: id, cause: String(thrown) });
      this.#failed.set(id, thrown);
    } finally {
      this.#making.delete(id);
    }
  }

  async #shrink(): Promise<void> {
    let bytes = [...this.#ready.values()].reduce((sum, copy) => sum + copy.bytes, 0);
    for (const [id, copy] of [...this.#ready].slice(0, -1)) {
      if (bytes <= this.#ports.limitBytes) return;
      bytes -= copy.bytes;
      await this.#forget(id);
    }
  }

  async #forget(id: string): Promise<void> {
    const making = this.#making.get(id);
    making?.stop.abort();
    await making?.ended;
    this.#failed.delete(id);
    this.#ready.delete(id);
    await rm(this.#pathOf(id), { force: true });
  }

  #pathOf(id: string): string {
    return join(this.#ports.dir, `${id}.wav`);
  }
}
