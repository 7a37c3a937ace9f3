/** Server-sent events on an answer (WHATWG HTML, 9.2): what a program reads while a job runs. */
import type { ServerResponse } from 'node:http';

/** Proxies between cut a connection that is silent for a minute. */
const beatMs = 15_000;

export interface EventStream {
  /** `data` is written as JSON; `event` names it where the reader tells events apart by name. */
  send(data: unknown, event?: string): void;
  end(): void;
  /** Called once, when the reader has gone before the end. */
  onGone(listener: () => void): void;
}

/** Answers 200 at once; the headers already set on the response go with it. */
export function openEventStream(response: ServerResponse): EventStream {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.flushHeaders();
  const beat = setInterval(() => response.write(': still at it\n\n'), beatMs).unref();
  const listeners: (() => void)[] = [];
  response.once('close', () => {
    clearInterval(beat);
    if (!response.writableFinished) for (const listener of listeners) listener();
  });
  return {
    send: (data, event) => {
      const name = event === undefined ? '' : `event: ${event}\n`;
      response.write(`${name}data: ${JSON.stringify(data)}\n\n`);
    },
    end: () => void response.end(),
    onGone: (listener) => void listeners.push(listener),
  };
}
