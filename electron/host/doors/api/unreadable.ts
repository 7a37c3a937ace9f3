/** Answers what is no request that HTTP knows in the shape of every other answer of a door for programs. */
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { toApiError } from '../../../core/doors/apiError.ts';
import { codeHeader } from './errorCode.ts';

interface Unreadable {
  readonly status: number;
  readonly message: string;
}

export function answerUnreadable(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex & { bytesWritten?: number }) => {
    // Behind an answer nobody could tell whose this one is.
    if (!socket.writable || socket.bytesWritten !== 0) {
      socket.destroy();
      return;
    }
    const { status, message } = judge(error.code);
    const { body } = toApiError({ code: 'bad-request', message }, 'en', status);
    const text = JSON.stringify(body);
    const head = [
      `HTTP/1.1 ${status} Refused`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(text)}`,
      `${codeHeader}: ${body.error.code}`,
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
  });
}

function judge(code: string | undefined): Unreadable {
  if (code === 'HPE_HEADER_OVERFLOW') return { status: 431, message: 'its headers are longer than 16 KiB' };
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return { status: 408, message: 'its head did not come within 30 s' };
  return { status: 400, message: 'it is no HTTP/1.1 request; this address speaks http, not https' };
}
