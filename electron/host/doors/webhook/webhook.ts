/** Tells a program elsewhere of ends. */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import type { JobView } from '../../../contract/job.ts';
import type { PushEvent } from '../../../contract/push.ts';
import { webhookDraft } from '../../../contract/webhook.ts';
import type { WebhookDraft, WebhookTried, WebhookView } from '../../../contract/webhook.ts';
import { renderJobEnded } from '../../../core/doors/webhookMessage.ts';
import { isEnded } from '../../../core/schedule/jobState.ts';
import { openJsonFile } from '../../home/jsonFile.ts';
import type { JsonFile } from '../../home/jsonFile.ts';
import type { Jobs } from '../../jobs/jobsInterface.ts';
import type { Clock, Closable, Log } from '../../ports.ts';
import type { LetterStore } from '../../store/storePort.ts';
import { createFirstTime } from '../firstTime.ts';
import type { Pushes } from '../pushes.ts';
import { openLetters } from './webhookLetters.ts';
import type { Letters, Tried } from './webhookLetters.ts';

const stored = webhookDraft.extend({ secret: z.string().nullable() });
type Stored = z.infer<typeof stored>;
const off: Stored = { url: null, events: ['job.ended'], hasText: false, allowsPrivate: false, secret: null };
const endsKept = 10_000;

export interface Webhook extends Closable {
  view(): WebhookView;
  set(draft: WebhookDraft): Promise<WebhookView>;
  test(): Promise<WebhookTried>;
}

export interface WebhookPorts {
  readonly file: string;
  readonly pushes: Pick<Pushes, 'tap'>;
  readonly jobs: Pick<Jobs, 'transcript' | 'load'>;
  readonly store: LetterStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Tests are less patient. */
  readonly retryMs?: (tries: number) => number | null;
}

export async function openWebhook(ports: WebhookPorts): Promise<Webhook> {
  const kept = await openJsonFile({ path: ports.file, schema: stored, fallback: off });
  if (kept.problem !== null) ports.log.warn(kept.problem);
  const { store, clock, log, retryMs } = ports;
  const send = (id: string, body: string): Promise<Tried> => sendTo(kept.get(), clock, { id, body });
  const letters = await openLetters({ store, clock, log, retryMs, send }, kept.get().url !== null);
  return new OpenWebhook(ports, kept, letters);
}

class OpenWebhook implements Webhook {
  readonly #ports: WebhookPorts;
  readonly #kept: JsonFile<Stored>;
  readonly #untap: () => void;
  readonly #letters: Letters;
  readonly #openedAt: number;
  /** Ends that were told: a job is told of once more when its text is corrected. */
  readonly #isFirst = createFirstTime(endsKept);
  /** Jobs since the queue was empty last, by the state they ended in. */
  #ended: Record<string, number> = {};

  constructor(ports: WebhookPorts, kept: JsonFile<Stored>, letters: Letters) {
    this.#ports = ports;
    this.#kept = kept;
    this.#letters = letters;
    this.#openedAt = ports.clock.now();
    this.#untap = ports.pushes.tap((event) => this.#hear(event));
  }

  view(): WebhookView {
    const { secret, ...own } = this.#kept.get();
    const letters = this.#letters;
    return { ...own, hasSecret: secret !== null, waiting: letters.count(), last: letters.last() };
  }

  async set({ secret, ...draft }: WebhookDraft): Promise<WebhookView> {
    const known = this.#kept.get();
    // What waits was meant for the address that was.
    if (draft.url !== known.url) await this.#letters.forget();
    await this.#kept.set({ ...draft, secret: secret === undefined ? known.secret : secret });
    return this.view();
  }

  async test(): Promise<WebhookTried> {
    const began = performance.now();
    const at = new Date(this.#ports.clock.now()).toISOString();
    const body = JSON.stringify({ type: 'test', timestamp: at, data: {} });
    const id = `test_${randomUUID()}`;
    const tried = await sendTo(this.#kept.get(), this.#ports.clock, { id, body });
    const isDelivered = tried.status !== null && tried.status < 300;
    return { ...tried, isDelivered, ms: Math.round(performance.now() - began) };
  }

  async close(): Promise<void> {
    this.#untap();
    await this.#letters.close();
  }

  #hear(event: PushEvent): void {
    // Whoever removed it wants its text nowhere.
    if (event.type === 'job.removed') void this.#letters.forget(event.id);
    if (event.type !== 'job.changed' || !isEnded(event.job.state) || !this.#isNew(event.job)) return;
    const { job } = event;
    this.#ended[job.state] = (this.#ended[job.state] ?? 0) + 1;
    if (this.#isFor('job.ended')) void this.#tellJob(job);
    if (this.#ports.jobs.load().jobs > 0) return;
    if (this.#isFor('queue.ended')) this.#tellQueue();
    this.#ended = {};
  }

  /** Asked once of each end. */
  #isNew({ id, endedAt }: JobView): boolean {
    // Corrected now, it ended under another host, which told of it.
    if (endedAt !== null && endedAt < this.#openedAt) return false;
    return this.#isFirst(`${id} ${endedAt}`);
  }

  #isFor(event: Stored['events'][number]): boolean {
    const { url, events } = this.#kept.get();
    return url !== null && events.includes(event);
  }

  async #tellJob(job: JobView): Promise<void> {
    const { jobs, clock } = this.#ports;
    const transcript = this.#kept.get().hasText ? await jobs.transcript(job.id).catch(() => null) : null;
    await this.#letters.post(renderJobEnded(job, clock.now(), transcript?.text.trim()), job.id);
  }

  #tellQueue(): void {
    const timestamp = new Date(this.#ports.clock.now()).toISOString();
    void this.#letters.post({ type: 'queue.ended', timestamp, data: { jobs: this.#ended } }, null);
  }
}

interface Message {
  readonly id: string;
  readonly body: string;
}

async function sendTo({ url, ...target }: Stored, clock: Clock, message: Message): Promise<Tried> {
  if (url === null) return { status: null, error: 'no address is set' };
  const sentAtS = Math.floor(clock.now() / 1000);
  try {
    // Loaded only now: few hosts tell anybody.
    const { sendWebhook } = await import('./webhookSend.ts');
    return { status: await sendWebhook({ ...target, url }, { ...message, sentAtS }), error: null };
  } catch (thrown) {
    return { status: null, error: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}
