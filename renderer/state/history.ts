import { fleetMark, usageSample, type FleetMark, type UsageSample } from '../../electron/contract/machine.ts';
import type { Wire } from '../wire/wire.ts';
import { foldMark, layUsage } from './usage.ts';

export interface UsageHistory {
  readonly samples: readonly UsageSample[];
  readonly marks: readonly FleetMark[];
}

export interface HistoryPorts {
  readonly wire: Pick<Wire, 'send'>;
  known(): UsageHistory;
  /** What is known from now on. */
  onRead(history: UsageHistory): void;
}

/** How far back each page reaches, ms; the first is what charts open with. A day at once is 4 MB of one task. */
const firstPageMs = 600_000;
const hourMs = 3_600_000;
const pagesMs = [firstPageMs, hourMs, 6 * hourMs, 12 * hourMs, 18 * hourMs, 24 * hourMs];

/** Reads what the host remembers: no further back than somebody looks, page by page, the newest first. */
export class HistoryReader {
  readonly #ports: HistoryPorts;
  readonly #wanted = new Map<symbol, number>();
  /** Since this moment of the host's clock everything is known; null before the first page. */
  #sinceMs: number | null = null;
  #reading: Promise<void> = Promise.resolve();

  constructor(ports: HistoryPorts) {
    this.#ports = ports;
  }

  /** Somebody looks so far back, ms, until the function returned is called. */
  want(rangeMs: number): () => void {
    const key = Symbol();
    this.#wanted.set(key, rangeMs);
    void this.#inTurn(() => this.#reachBack());
    return () => this.#wanted.delete(key);
  }

  /** Reads what came while nobody listened. Where it does not join what is known, that is dropped: no gap is made up. */
  catchUp(): Promise<void> {
    return this.#inTurn(async () => {
      const page = await this.#read(firstPageMs, null);
      const [first, last] = [page?.samples[0], page?.samples.at(-1)];
      if (!page || !first || !last) return;
      const { samples } = this.#ports.known();
      const isJoined = this.#sinceMs !== null && samples.some(({ at }) => at === first.at);
      if (!isJoined) this.#sinceMs = last.at - firstPageMs;
      this.#lay(page, isJoined ? samples : samples.filter(({ at }) => at > last.at));
      await this.#reachBack();
    });
  }

  async #reachBack() {
    for (;;) {
      const { samples } = this.#ports.known();
      const newest = samples.at(-1);
      if (!newest || this.#sinceMs === null) return;
      const knownMs = newest.at - this.#sinceMs;
      const fromAgoMs = pagesMs.find((ms) => ms > knownMs);
      if (fromAgoMs === undefined || knownMs >= Math.max(0, ...this.#wanted.values())) return;
      const page = await this.#read(fromAgoMs, knownMs);
      if (!page) return;
      this.#sinceMs = newest.at - fromAgoMs;
      this.#lay(page, this.#ports.known().samples);
    }
  }

  #lay(page: UsageHistory, samples: readonly UsageSample[]) {
    const { marks } = this.#ports.known();
    this.#ports.onRead({
      samples: layUsage(samples, page.samples),
      marks: page.marks.reduce(foldMark, marks),
    });
  }

  /** null where the host does not answer. Anything unreadable is left out. */
  async #read(fromAgoMs: number, untilAgoMs: number | null): Promise<UsageHistory | null> {
    const reply = await this.#ports.wire.send('host.usage', { fromAgoMs, untilAgoMs }).catch(() => null);
    return reply?.ok ? parseHistory(reply.value) : null;
  }

  #inTurn(read: () => Promise<void>): Promise<void> {
    this.#reading = this.#reading.then(read);
    return this.#reading;
  }
}

/** Samples checked in one go: hundreds of them checked at once hold the page up. */
const checkedAtOnce = 40;

async function parseHistory(value: unknown): Promise<UsageHistory> {
  const raw = (value ?? {}) as { readonly samples?: readonly unknown[]; readonly marks?: readonly unknown[] };
  const samples: UsageSample[] = [];
  for (const [index, one] of (raw.samples ?? []).entries()) {
    if (index % checkedAtOnce === checkedAtOnce - 1) await nextTask();
    const parsed = usageSample.safeParse(one);
    if (parsed.success) samples.push(parsed.data);
  }
  const marks = (raw.marks ?? []).map((one) => fleetMark.safeParse(one));
  return { samples, marks: marks.flatMap(({ data }) => (data ? [data] : [])) };
}

/** Lets the browser draw and answer clicks in between; a timer would be slowed to 4 ms a turn and, hidden, to 1 s. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
