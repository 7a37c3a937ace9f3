/** Server-sent events on an answer (WHATWG HTML, 9.2): what a program reads while a job runs. */
import type { ServerResponse } from 'node:http';

/** Proxies between cut a connection that is silent for a minute. */
const beatMs = 15_000;

export interface EventStream {
  /**
   * `data` is written as JSON; `event` names it where the reader tells events apart by name; `id` is what a reader whose
   * connection broke says it had last.
   */
  send(data: unknown, event?: string, id?: string): void;
  end(): void;
  /** Called once, when the reader has gone before the end. */
  onGone(listener: () => void): void;
}

/** Answers 200 at once; the headers already set on the response go with it. */
export function openEventStream(response: ServerResponse): EventStream {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // nginx keeps events back until it has 4 KiB of them, unless it is told.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const beat = setInterval(() => response.write(': still at it\n\n'), beatMs).unref();
  const listeners: (() => void)[] = [];
  response.once('close', () => {
    clearInterval(beat);
    if (!response.writableFinished) for (const listener of listeners) listener();
  });
  return {
    send: (data, event, id) => {
      const name = event === undefined ? '' : `event: ${event}\n`;
      const mark = id === undefined ? '' : `id: ${id}\n`;
      response.write(`${name}${mark}data: ${JSON.stringify(data)}\n\n`);
    },
    end: () => void response.end(),
    onGone: (listener) => void listeners.push(listener),
  };
}
