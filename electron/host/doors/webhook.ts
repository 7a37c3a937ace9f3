/** Tells a program elsewhere of ends. What was not taken is tried again for two hours; a host that ends forgets it. */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import type { JobView } from '../../contract/job.ts';
import type { PushEvent } from '../../contract/push.ts';
import { webhookDraft } from '../../contract/webhook.ts';
import type { WebhookDraft, WebhookTried, WebhookView } from '../../contract/webhook.ts';
import { mayHelpAgain, planRetryMs, renderJobEnded } from '../../core/doors/webhookMessage.ts';
import type { WebhookMessage } from '../../core/doors/webhookMessage.ts';
import { isEnded } from '../../core/schedule/jobState.ts';
import { openJsonFile } from '../home/jsonFile.ts';
import type { JsonFile } from '../home/jsonFile.ts';
import type { Jobs } from '../jobs/jobsInterface.ts';
import type { Clock, Closable, Log } from '../ports.ts';
import type { Pushes } from './pushes.ts';

const stored = webhookDraft.extend({ secret: z.string().nullable() });
type Stored = z.infer<typeof stored>;
const off: Stored = { url: null, events: ['job.ended'], hasText: false, allowsPrivate: false, secret: null };
/** Beyond, the oldest is given up. */
const mostWaiting = 1_000;
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
  readonly clock: Clock;
  readonly log: Log;
  /** Tests are less patient. */
  readonly retryMs?: (tries: number) => number | null;
}

export async function openWebhook(ports: WebhookPorts): Promise<Webhook> {
  const kept = await openJsonFile({ path: ports.file, schema: stored, fallback: off });
  if (kept.problem !== null) ports.log.warn(kept.problem);
  return new OpenWebhook(ports, kept);
}

interface Waiting {
  readonly id: string;
  readonly body: string;
  tries: number;
  timer: NodeJS.Timeout | undefined;
}

class OpenWebhook implements Webhook {
  readonly #ports: WebhookPorts;
  readonly #kept: JsonFile<Stored>;
  readonly #untap: () => void;
  readonly #waiting = new Set<Waiting>();
  /** Ends that were told: a job is told of once more when its text is corrected. */
  readonly #told = new Set<string>();
  /** Jobs since the queue was empty last, by the state they ended in. */
  #ended: Record<string, number> = {};
  #last: WebhookView['last'] = null;

  constructor(ports: WebhookPorts, kept: JsonFile<Stored>) {
    this.#ports = ports;
    this.#kept = kept;
    this.#untap = ports.pushes.tap((event) => this.#hear(event));
  }

  view(): WebhookView {
    const { secret, ...own } = this.#kept.get();
    return { ...own, hasSecret: secret !== null, waiting: this.#waiting.size, last: this.#last };
  }

  async set({ secret, ...draft }: WebhookDraft): Promise<WebhookView> {
    const known = this.#kept.get();
    // What waits was meant for the address that was.
    if (draft.url !== known.url) this.#forget();
    await this.#kept.set({ ...draft, secret: secret === undefined ? known.secret : secret });
    return this.view();
  }

  async test(): Promise<WebhookTried> {
    const began = performance.now();
    const at = new Date(this.#ports.clock.now()).toISOString();
    const tried = await this.#try(
      `test_${randomUUID()}`,
      JSON.stringify({ type: 'test', timestamp: at, data: {} }),
    );
    const isDelivered = tried.status !== null && tried.status < 300;
    return { ...tried, isDelivered, ms: Math.round(performance.now() - began) };
  }

  async close(): Promise<void> {
    this.#untap();
    this.#forget();
  }

  #hear(event: PushEvent): void {
    if (event.type !== 'job.changed' || !isEnded(event.job.state)) return;
    const { job } = event;
    const end = `${job.id} ${job.endedAt}`;
    if (this.#told.has(end)) return;
    this.#told.add(end);
    const [oldest] = this.#told;
    if (this.#told.size > endsKept && oldest !== undefined) this.#told.delete(oldest);
    this.#ended[job.state] = (this.#ended[job.state] ?? 0) + 1;
    if (this.#isFor('job.ended')) void this.#tellJob(job);
    if (this.#ports.jobs.load().jobs > 0) return;
    if (this.#isFor('queue.ended')) this.#tellQueue();
    this.#ended = {};
  }

  #isFor(event: Stored['events'][number]): boolean {
    const { url, events } = this.#kept.get();
    return url !== null && events.includes(event);
  }

  async #tellJob(job: JobView): Promise<void> {
    const { jobs, clock } = this.#ports;
    const transcript = this.#kept.get().hasText ? await jobs.transcript(job.id).catch(() => null) : null;
    this.#post(renderJobEnded(job, clock.now(), transcript?.text.trim()));
  }

  #tellQueue(): void {
    this.#post({
      type: 'queue.ended',
      timestamp: new Date(this.#ports.clock.now()).toISOString(),
      data: { jobs: this.#ended },
    });
  }

  #post(message: WebhookMessage): void {
    const waiting: Waiting = {
      id: `msg_${randomUUID()}`,
      body: JSON.stringify(message),
      tries: 0,
      timer: undefined,
    };
    const [oldest] = this.#waiting;
    if (this.#waiting.size >= mostWaiting && oldest) this.#drop(oldest);
    this.#waiting.add(waiting);
    void this.#deliver(waiting);
  }

  async #deliver(waiting: Waiting): Promise<void> {
    const { clock, log, retryMs = planRetryMs } = this.#ports;
    const tried = await this.#try(waiting.id, waiting.body);
    if (!this.#waiting.has(waiting)) return;
    waiting.tries += 1;
    const isDelivered = tried.status !== null && tried.status < 300;
    const waitMs = isDelivered || !mayHelpAgain(tried.status) ? null : retryMs(waiting.tries);
    const state = isDelivered ? 'delivered' : waitMs === null ? 'given-up' : 'again';
    this.#last = { at: clock.now(), state, ...tried };
    if (waitMs !== null) waiting.timer = setTimeout(() => void this.#deliver(waiting), waitMs).unref();
    else this.#drop(waiting);
    if (state === 'given-up') log.warn('a webhook was given up', { id: waiting.id, ...tried });
  }

  async #try(id: string, body: string): Promise<{ status: number | null; error: string | null }> {
    const { url, ...target } = this.#kept.get();
    if (url === null) return { status: null, error: 'no address is set' };
    const sentAtS = Math.floor(this.#ports.clock.now() / 1000);
    try {
      // Loaded only now: few hosts tell anybody.
      const { sendWebhook } = await import('./webhookSend.ts');
      return { status: await sendWebhook({ ...target, url }, { id, body, sentAtS }), error: null };
    } catch (thrown) {
      return { status: null, error: thrown instanceof Error ? thrown.message : String(thrown) };
    }
  }

  #drop(waiting: Waiting): void {
    clearTimeout(waiting.timer);
    this.#waiting.delete(waiting);
  }

  #forget(): void {
    for (const waiting of this.#waiting) this.#drop(waiting);
  }
}
