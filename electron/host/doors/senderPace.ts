/** How slowly a body may come: a sender that stalls holds a connection, and with it a place of others. */
import type { IncomingMessage } from 'node:http';

/** An honest sender on a poor line is faster: 16 KiB in 30 s. */
export const pace = { everyMs: 30_000, bytes: 16 * 1024 } as const;

export interface Sender {
  readonly request: IncomingMessage;
  /** Tests are less patient. */
  readonly paceMs?: number | undefined;
}

/**
 * Says, at each look, whether a sender whose body is not whole is too slow. One that is held back while our disk writes is
 * not. The function that comes back ends it.
 */
export function watchPace(
  { request, paceMs = pace.everyMs }: Sender,
  tell: (trouble: string) => void,
): () => void {
  let heard = request.socket.bytesRead;
  const timer = setInterval(() => {
    const { bytesRead } = request.socket;
    if (bytesRead - heard < pace.bytes && !request.isPaused() && !request.complete) {
      tell(`fewer than ${pace.bytes} bytes came in ${paceMs / 1000} s`);
    }
    heard = bytesRead;
  }, paceMs).unref();
  return () => clearInterval(timer);
}
