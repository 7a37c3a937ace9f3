/** The other end of the home socket: how CLI, shell and a second launch reach the host that already runs. */
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Call, CallInput, CallName, CallOutput, Reply } from '../../../contract/api.ts';
import type { Push } from '../../../contract/push.ts';
import { Failed } from '../../../core/failed.ts';
import { cutLines } from '../../fleet/boundedLines.ts';
import { readHomeOwner } from '../../home/homeLock.ts';
import { lineLimitBytes } from './homeSocket.ts';
import { pathsIn } from '../../home/paths.ts';
import { takeValue } from '../serve.ts';

/** A host that has just taken the lock listens within this. */
const startingMs = 5_000;

export interface HomeClient {
  readonly call: Call;
  /** Resolves once subscribed: what changes after that is told. */
  onPush(listener: (push: Push) => void): Promise<void>;
  /** Resolves when the host has hung up. */
  readonly closed: Promise<void>;
  close(): void;
}

/** The host that runs on this home, or null when none does. Throws home-in-use for one that doesn't answer. */
export async function connectHome(home: string): Promise<HomeClient | null> {
  const { lock } = pathsIn(home);
  const until = Date.now() + startingMs;
  for (;;) {
    const owner = await readHomeOwner(lock);
    if (owner === null) return null;
    const socket = await openSocket(owner.socket);
    if (socket !== null) return createClient(socket);
    if (Date.now() > until) {
      const message = `the host with pid ${owner.pid} holds ${home} and does not answer`;
      throw new Failed('home-in-use', message, { path: home, pid: owner.pid });
    }
    await wait(50);
  }
}

function openSocket(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('error', () => resolve(null)).once('connect', () => resolve(socket));
  });
}

function createClient(socket: Socket): HomeClient {
  const waiting = new Map<number, { resolve: (reply: Reply) => void; reject: (error: Failed) => void }>();
  let listener: (push: Push) => void = () => undefined;
  let lastId = 0;
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      const error = new Failed('internal', 'the host has hung up');
      for (const one of waiting.values()) one.reject(error);
      waiting.clear();
      resolve();
    });
  });
  socket.on('error', () => undefined);
  const take = (line: Buffer): void => {
    const message = JSON.parse(line.toString('utf8')) as { push: Push } | { id: number; reply: Reply };
    if ('push' in message) return listener(message.push);
    waiting.get(message.id)?.resolve(message.reply);
    waiting.delete(message.id);
  };
  const lines = cutLines(lineLimitBytes, { onLine: take });
  socket.on('data', (chunk: Buffer) => lines.feed(chunk));
  const ask = (body: object): Promise<Reply> =>
    new Promise((resolve, reject) => {
      if (!socket.writable) return reject(new Failed('internal', 'the host has hung up'));
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      socket.write(`${JSON.stringify({ id: lastId, ...body })}\n`);
    });
  return {
    call: async <N extends CallName>(call: N, input: CallInput<N>) =>
      takeValue<CallOutput<N>>(await ask({ call, input })),
    onPush: async (next) => {
      listener = next;
      await ask({ subscribe: true });
    },
    closed,
    close: () => socket.destroy(),
  };
}
