/** What a request asks for, without its query. */
import type { IncomingMessage } from 'node:http';

export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}
