/** The line before the fronts: windows of sound before slices of text, each to the next free front. */
import type { Front } from './fronts.ts';
import { type FrontPool, WorkerRefused } from './ports.ts';
import type { Answers, AskedAs } from './workerLink.ts';

/** A request whose front died is tried once more. */
const TRIES = 2;

type FrontAsked = AskedAs<'findSpeech' | 'punctuate'>;
type Answer = Answers[FrontAsked['type']];

interface Waiting {
  readonly message: FrontAsked;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: Error) => void;
  /** Settled, or its caller has gone. */
  isOver: boolean;
  deaths: number;
}

export interface FrontLine {
  readonly pool: FrontPool;
  /** Gives what waits to free fronts, soon. */
  move(): void;
  /** Windows of sound that wait. */
  windows(): number;
  /** Refuses what waits, and all that comes. */
  close(): void;
}

export function openFrontLine(free: () => readonly Front[]): FrontLine {
  let line: Waiting[] = [];
  let [count, isMoving, isClosed] = [0, false, false];

  const move = (): void => {
    if (isMoving) return;
    isMoving = true;
    // After the current step: fronts are asked for their state only once it is settled.
    queueMicrotask(() => {
      isMoving = false;
      for (const front of free()) {
        const next = takeNext(line);
        if (next === undefined) return;
        line = line.filter((waiting) => waiting !== next);
        void run(front, next);
      }
    });
  };
  const run = async (front: Front, waiting: Waiting): Promise<void> => {
    try {
      waiting.resolve(await front.ask(waiting.message));
      waiting.isOver = true;
    } catch (thrown) {
      retry(waiting, thrown as Error);
    }
    move();
  };
  const retry = (waiting: Waiting, reason: Error): void => {
    const kind = reason instanceof WorkerRefused ? reason.kind : null;
    if (kind === 'gone') waiting.deaths += 1;
    const isAgain = (kind === 'gone' && waiting.deaths < TRIES) || kind === 'dropped';
    if (isAgain && !waiting.isOver && !isClosed) line.unshift(waiting);
    else waiting.reject(reason);
  };
  const ask = <T extends FrontAsked['type']>(
    message: AskedAs<T>,
    signal: AbortSignal,
  ): Promise<Answers[T]> => {
    const { promise, resolve, reject } = Promise.withResolvers<Answers[T]>();
    // A message's answer has its type: workerLink lets no other through.
    const settle = resolve as unknown as (answer: Answer) => void;
    const waiting: Waiting = { message, resolve: settle, reject, isOver: false, deaths: 0 };
    const leave = (): void => {
      waiting.isOver = true;
      line = line.filter((other) => other !== waiting);
      reject(new WorkerRefused('dropped', 'The request was withdrawn.'));
    };
    if (signal.aborted || isClosed) leave();
    else line.push(waiting);
    signal.addEventListener('abort', leave, { once: true });
    move();
    return promise.finally(() => signal.removeEventListener('abort', leave));
  };
  const nameNext = (): string => `f${(count += 1)}`;
  return {
    move,
    windows: () => line.filter(({ message }) => message.type === 'findSpeech').length,
    pool: {
      findSpeech: (window, signal) => ask({ type: 'findSpeech', id: nameNext(), ...window }, signal),
      punctuate: (slice, signal) =>
        ask({ type: 'punctuate', id: nameNext(), ...slice, tokens: [...slice.tokens] }, signal),
    },
    close() {
      isClosed = true;
      for (const waiting of line.splice(0))
        waiting.reject(new WorkerRefused('dropped', 'The fleet is closing.'));
    },
  };
}

/** The first window of sound, else the first slice of text: instances must not starve. */
function takeNext(line: readonly Waiting[]): Waiting | undefined {
  return line.find(({ message }) => message.type === 'findSpeech') ?? line[0];
}
