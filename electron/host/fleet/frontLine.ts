/** The line before the fronts: the jobs' order, of a job windows of sound before slices of text, each to the emptiest front. */
import type { Front } from './front.ts';
import { type FrontPool, WorkerRefused } from '../ports.ts';
import type { Answers, AskedAs } from './workerLink.ts';

/** A request whose front died is tried once more. */
const TRIES = 2;

type FrontAsked = AskedAs<'findSpeech' | 'punctuate'>;
type Answer = Answers[FrontAsked['type']];

interface Waiting {
  readonly message: FrontAsked;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: Error) => void;
  readonly rank: number;
  /** Its caller has gone. */
  isWithdrawn: boolean;
  deaths: number;
}

export class FrontLine implements FrontPool {
  readonly #fronts: () => readonly Front[];
  #line: Waiting[] = [];
  #count = 0;
  #isMoving = false;
  #isClosed = false;

  constructor(fronts: () => readonly Front[]) {
    this.#fronts = fronts;
  }

  findSpeech(...[window, signal, rank]: Parameters<FrontPool['findSpeech']>): Promise<Answers['findSpeech']> {
    return this.#ask({ type: 'findSpeech', id: this.#nameNext(), ...window }, signal, rank);
  }

  punctuate(...[slice, signal, rank]: Parameters<FrontPool['punctuate']>): Promise<Answers['punctuate']> {
    const message = { type: 'punctuate' as const, id: this.#nameNext(), ...slice, tokens: [...slice.tokens] };
    return this.#ask(message, signal, rank);
  }

  /** Windows of sound that wait. */
  get windows(): number {
    return this.#line.filter(({ message }) => message.type === 'findSpeech').length;
  }

  /** Gives what waits to fronts with room, after the current step: they are asked for their state once it is settled. */
  move(): void {
    if (this.#isMoving) return;
    this.#isMoving = true;
    queueMicrotask(() => {
      this.#isMoving = false;
      while (this.#sendOne()) continue;
    });
  }

  /** Refuses what waits, and all that comes. */
  close(): void {
    this.#isClosed = true;
    const reason = new WorkerRefused('dropped', 'The fleet is closing.');
    for (const waiting of this.#line.splice(0)) waiting.reject(reason);
  }

  /** False where nothing waits or no front has room. */
  #sendOne(): boolean {
    const next = takeNext(this.#line);
    const front = findEmptiest(this.#fronts());
    if (next === undefined || front === undefined) return false;
    this.#line = this.#line.filter((waiting) => waiting !== next);
    void this.#run(front, next);
    return true;
  }

  async #run(front: Front, waiting: Waiting): Promise<void> {
    try {
      waiting.resolve(await front.ask(waiting.message));
    } catch (thrown) {
      this.#retry(waiting, thrown as Error);
    }
    this.move();
  }

  #retry(waiting: Waiting, reason: Error): void {
    const kind = reason instanceof WorkerRefused ? reason.kind : null;
    if (kind === 'gone') waiting.deaths += 1;
    const isAgain = kind === 'dropped' || (kind === 'gone' && waiting.deaths < TRIES);
    if (isAgain && !waiting.isWithdrawn && !this.#isClosed) this.#line.unshift(waiting);
    else waiting.reject(reason);
  }

  async #ask<T extends FrontAsked['type']>(
    message: AskedAs<T>,
    signal: AbortSignal,
    rank = 0,
  ): Promise<Answers[T]> {
    const { promise, resolve, reject } = Promise.withResolvers<Answers[T]>();
    // A message's answer has its type: workerLink lets no other through.
    const settle = resolve as unknown as (answer: Answer) => void;
    const waiting: Waiting = { message, resolve: settle, reject, rank, isWithdrawn: false, deaths: 0 };
    const withdraw = (): void => {
      waiting.isWithdrawn = true;
      this.#line = this.#line.filter((other) => other !== waiting);
      reject(new WorkerRefused('dropped', 'The request was withdrawn.'));
    };
    if (signal.aborted || this.#isClosed) withdraw();
    else this.#line.push(waiting);
    signal.addEventListener('abort', withdraw, { once: true });
    this.move();
    return promise.finally(() => signal.removeEventListener('abort', withdraw));
  }

  #nameNext(): string {
    this.#count += 1;
    return `f${this.#count}`;
  }
}

function findEmptiest(fronts: readonly Front[]): Front | undefined {
  return fronts.filter(({ room }) => room > 0).sort((a, b) => b.room - a.room)[0];
}

/** Of the first job a window of sound, else a slice of text: instances must not starve. */
function takeNext(line: readonly Waiting[]): Waiting | undefined {
  const isText = ({ message }: Waiting): number => (message.type === 'punctuate' ? 1 : 0);
  return line.toSorted((a, b) => a.rank - b.rank || isText(a) - isText(b))[0];
}
