/** The protocol over one worker's pipes: lines in and out, and a promise for every message that wants an answer. */
import { type FromWorker, type ToWorker, fromWorker } from '../../contract/workerMessages.ts';
import { WorkerRefused } from '../ports.ts';

/** A message with an id, and the type of its answer. */
export type Asked = Extract<ToWorker, { type: 'findSpeech' | 'recognise' | 'punctuate' | 'stock' }>;

const answers = {
  findSpeech: 'speech',
  recognise: 'recognised',
  punctuate: 'punctuated',
  stock: 'stockDone',
} as const satisfies Record<Asked['type'], FromWorker['type']>;

type OfType<T extends FromWorker['type']> = Extract<FromWorker, { type: T }>;
/** The answer to each message. */
export type Answers = { readonly [T in Asked['type']]: OfType<(typeof answers)[T]> };
export type AskedAs<T extends Asked['type']> = Extract<Asked, { type: T }>;
type Answer = Answers[Asked['type']];

/** What concerns the worker itself, not one message. */
export type Said = Extract<FromWorker, { type: 'hello' | 'loading' | 'ready' | 'beat' }>;

export interface LinkEvents {
  /** Puts a line on the worker's stdin. */
  write(line: string): void;
  onSaid(message: Said): void;
  onLastWords(message: Extract<FromWorker, { type: 'failed' }>): void;
  /** An answer of any kind came for a message aboard. */
  onAnswered(id: string): void;
  /** What came is not the protocol. */
  onBabbled(message: string): void;
}

export interface WorkerLink {
  /** One line of the worker's stdout; never throws. */
  take(line: string, isCut: boolean): void;
  send(message: ToWorker): void;
  /** Sends and waits for the answer; rejects with WorkerRefused. */
  ask<T extends Asked['type']>(message: AskedAs<T>): Promise<Answers[T]>;
  /** Settles a message that will get no answer. */
  refuse(id: string, reason: WorkerRefused): void;
}

interface Pending {
  readonly message: Asked;
  resolve(answer: Answer): void;
  reject(reason: WorkerRefused): void;
}

export function openLink(events: LinkEvents): WorkerLink {
  const pending = new Map<string, Pending>();
  const send = (message: ToWorker): void => events.write(`${JSON.stringify(message)}\n`);
  const settle = (id: string): Pending | undefined => {
    const found = pending.get(id);
    pending.delete(id);
    return found;
  };
  const take = (message: FromWorker): void => {
    if (!('id' in message)) return events.onSaid(message);
    if (message.type === 'failed' && message.id === null) return events.onLastWords(message);
    if (message.id === null) return;
    const asked = settle(message.id);
    // A late answer to what was taken back changes nothing.
    if (asked === undefined) return;
    const refusal = judgeAnswer(asked.message, message);
    // The order matters: the slot is free before anybody hears of the answer.
    events.onAnswered(message.id);
    if (refusal === null) asked.resolve(message as Answer);
    else asked.reject(refusal);
  };
  return {
    take(line, isCut) {
      const parsed = isCut ? null : parseLine(line);
      if (parsed === null) events.onBabbled(`Not a line of the protocol: ${line.slice(0, 200)}`);
      else take(parsed);
    },
    send,
    ask<T extends Asked['type']>(message: AskedAs<T>) {
      return new Promise<Answers[T]>((resolve, reject) => {
        // judgeAnswer lets only the message's own type of answer through.
        pending.set(message.id, { message, resolve: resolve as (answer: Answer) => void, reject });
        send(message);
      });
    },
    refuse(id, reason) {
      settle(id)?.reject(reason);
    },
  };
}

function parseLine(line: string): FromWorker | null {
  try {
    const parsed = fromWorker.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Why an answer cannot be taken, null when it fits the message. */
function judgeAnswer(asked: Asked, answer: Extract<FromWorker, { id: unknown }>): WorkerRefused | null {
  if (answer.type === 'failed') return new WorkerRefused(answer.kind, answer.message);
  if (answer.type === 'dropped') return new WorkerRefused('dropped', 'The message was taken back.');
  if (answer.type !== answers[asked.type]) {
    return new WorkerRefused('internal', `The worker answered ${asked.type} with ${answer.type}.`);
  }
  const isShort =
    asked.type === 'recognise' &&
    answer.type === 'recognised' &&
    asked.segments.length !== answer.results.length;
  return isShort ? new WorkerRefused('internal', 'The worker answered another number of segments.') : null;
}
