/** Sends one file to the door as a form made beforehand, so that the client costs as little as it can. */
import { Agent, request } from 'node:http';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

const boundary = 'paradeck-bench';

export interface Form {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Heard {
  readonly status: number;
  /** The job's id; '' where there is none. */
  readonly id: string;
  readonly retryAfterS: number | null;
  /** From the first byte sent until the last is heard, ms. */
  readonly ms: number;
}

export async function readForm(path: string): Promise<Form> {
  const head = [
    `--${boundary}\r\nContent-Disposition: form-data; name="model"\r\n\r\nwhisper-1\r\n`,
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${basename(path)}"\r\n\r\n`,
  ];
  const body = Buffer.concat([
    Buffer.from(head.join('')),
    await readFile(path),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const headers = {
    'Content-Type': `multipart/form-data; boundary=${boundary}`,
    'Content-Length': String(body.byteLength),
  };
  return { headers, body };
}

export interface Sender {
  send(form: Form): Promise<Heard>;
  close(): void;
}

/** `host`: what its Host header says, where it goes through a proxy. */
export function openSender(port: number): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const send = (form: Form): Promise<Heard> =>
    new Promise((resolve, reject) => {
      const beganAt = performance.now();
      const sent = request({
        ...{ host: '127.0.0.1', port, method: 'POST', path: '/v1/audio/transcriptions', agent },
        headers: form.headers,
      });
      let hasHeard = false;
      sent.on('error', (error) => {
        // One that was refused before its body may cut it off. A connection kept from before may have ended just now: every
        // client sends again then.
        if (!hasHeard && sent.reusedSocket) resolve(send(form));
        else if (!hasHeard) reject(error);
      });
      sent.on('response', (response) => {
        hasHeard = true;
        const { statusCode: status = 0, headers } = response;
        const retryAfter = headers['retry-after'];
        response.resume().on('end', () => {
          const ms = performance.now() - beganAt;
          const id = String(headers['x-request-id'] ?? '');
          resolve({ status, id, retryAfterS: retryAfter === undefined ? null : Number(retryAfter), ms });
          if (status !== 200) sent.destroy();
        });
      });
      sent.end(form.body);
    });
  return { send, close: () => agent.destroy() };
}
