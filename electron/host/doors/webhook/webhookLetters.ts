/** Messages on their way to a webhook: on disk before they are sent, tried again, given up in the end; a restart goes on with them. */
import { randomUUID } from 'node:crypto';
import { mayHelpAgain, planRetryMs } from '../../../core/doors/webhookMessage.ts';
import type { WebhookMessage } from '../../../core/doors/webhookMessage.ts';
import type { WebhookView } from '../../../contract/webhook.ts';
import type { Clock, Closable, Log } from '../../ports.ts';
import type { Letter, LetterStore } from '../../store/storePort.ts';

/** Beyond, the oldest is given up. */
const mostWaiting = 1_000;
/** What a host that stood still finds older than that is given up untried. */
const longestMs = 24 * 3600_000;
/** What fell due while no host ran goes out one after the other. */
const overdueApartMs = 50;

export interface Tried {
  /** null: no answer came. */
  readonly status: number | null;
  readonly error: string | null;
}

export interface LettersPorts {
  readonly store: LetterStore;
  readonly clock: Clock;
  readonly log: Log;
  send(id: string, body: string): Promise<Tried>;
  /** Tests are less patient. */
  readonly retryMs?: ((tries: number) => number | null) | undefined;
}

export interface Letters extends Closable {
  count(): number;
  last(): WebhookView['last'];
  post(message: WebhookMessage, jobId: string | null): Promise<void>;
  /** Gives up what waits; with a job's id, what is of it. */
  forget(jobId?: string): Promise<void>;
}

/** `mayTell` false: whoever they were for is no longer told, and they are given up. */
export async function openLetters(ports: LettersPorts, mayTell: boolean): Promise<Letters> {
  const { store, clock, log } = ports;
  const left = await store.letters();
  const oldest = clock.now() - longestMs;
  const good = left.filter(({ writtenAt }) => mayTell && writtenAt >= oldest);
  const late = left.filter((letter) => !good.includes(letter));
  if (late.length > 0) log.warn('messages of a webhook were given up', { count: late.length });
  await store.dropLetters(late.map(({ id }) => id));
  return new OpenLetters(ports, good);
}

type Waiting = Letter & { timer?: NodeJS.Timeout };

class OpenLetters implements Letters {
  readonly #ports: LettersPorts;
  readonly #waiting = new Map<string, Waiting>();
  #last: WebhookView['last'] = null;
  #isClosed = false;

  constructor(ports: LettersPorts, left: readonly Letter[]) {
    this.#ports = ports;
    const now = ports.clock.now();
    left.forEach((letter, at) => {
      this.#plan(letter, Math.max(letter.dueAt - now, at * overdueApartMs));
    });
  }

  count(): number {
    return this.#waiting.size;
  }

  last(): WebhookView['last'] {
    return this.#last;
  }

  async post(message: WebhookMessage, jobId: string | null): Promise<void> {
    const now = this.#ports.clock.now();
    const body = JSON.stringify(message);
    const letter = { id: `msg_${randomUUID()}`, jobId, body, writtenAt: now, tries: 0, dueAt: now };
    const [oldest] = this.#waiting.values();
    this.#waiting.set(letter.id, letter);
    if (this.#waiting.size > mostWaiting && oldest) await this.#drop([oldest]);
    await this.#keep(letter);
    await this.#deliver(letter);
  }

  async forget(jobId?: string): Promise<void> {
    const all = [...this.#waiting.values()];
    await this.#drop(jobId === undefined ? all : all.filter((letter) => letter.jobId === jobId));
  }

  /** What waits stays on disk. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
  }

  #plan(letter: Letter, waitMs: number): void {
    const timer = setTimeout(() => void this.#deliver(letter), waitMs).unref();
    this.#waiting.set(letter.id, { ...letter, timer });
  }

  async #deliver(letter: Letter): Promise<void> {
    const { clock, log, send, retryMs = planRetryMs } = this.#ports;
    if (!this.#isOpen(letter)) return;
    const tried = await send(letter.id, letter.body);
    if (!this.#isOpen(letter)) return;
    const tries = letter.tries + 1;
    const isDelivered = tried.status !== null && tried.status < 300;
    const waitMs = isDelivered || !mayHelpAgain(tried.status) ? null : retryMs(tries);
    const state = isDelivered ? 'delivered' : waitMs === null ? 'given-up' : 'again';
    const now = clock.now();
    this.#last = { at: now, state, ...tried };
    if (state === 'given-up') log.warn('a webhook was given up', { id: letter.id, ...tried });
    if (waitMs === null) return this.#drop([letter]);
    const next = { ...letter, tries, dueAt: now + waitMs };
    this.#plan(next, waitMs);
    await this.#keep(next);
  }

  #isOpen({ id }: Letter): boolean {
    return !this.#isClosed && this.#waiting.has(id);
  }

  /** What the disk has no room for is told all the same, as long as this host runs. */
  async #keep(letter: Letter): Promise<void> {
    if (!this.#waiting.has(letter.id)) return;
    await this.#ports.store.writeLetter(letter).catch((thrown: unknown) => {
      if (!this.#isClosed) this.#noteTrouble(thrown);
    });
  }

  async #drop(letters: readonly Letter[]): Promise<void> {
    if (letters.length === 0) return;
    for (const { id } of letters) {
      clearTimeout(this.#waiting.get(id)?.timer);
      this.#waiting.delete(id);
    }
    await this.#ports.store.dropLetters(letters.map(({ id }) => id)).catch((thrown: unknown) => {
      if (!this.#isClosed) this.#noteTrouble(thrown);
    });
  }

  #noteTrouble(thrown: unknown): void {
    this.#ports.log.warn('a message of a webhook could not be noted', { cause: String(thrown) });
  }
}
