/** The body of an answer that can be slow, cut, hang or be damaged. */
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Bytes are counted per answer. */
export type BodyFault =
  | { readonly kind: 'none' }
  | { readonly kind: 'slow'; readonly bytesPerS: number }
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** Sends so much, then nothing more, and keeps the connection. */
  | { readonly kind: 'hang'; readonly afterBytes: number }
  | { readonly kind: 'corrupt' };

export async function sendBody(response: ServerResponse, part: Buffer, fault: BodyFault): Promise<void> {
  switch (fault.kind) {
    case 'slow':
      return sendSlowly(response, part, fault.bytesPerS);
    case 'cut':
      await write(response, part.subarray(0, fault.afterBytes));
      return void response.destroy();
    case 'hang':
      return write(response, part.subarray(0, fault.afterBytes));
    case 'corrupt':
      return void response.end(Buffer.from(part).fill(0, 0, 16));
    default:
      return void response.end(part);
  }
}

async function sendSlowly(response: ServerResponse, part: Buffer, bytesPerS: number): Promise<void> {
  const stepBytes = Math.max(1024, Math.round(bytesPerS / 10));
  for (let at = 0; at < part.length && !response.destroyed; at += stepBytes) {
    await write(response, part.subarray(at, at + stepBytes));
    await sleep((stepBytes / bytesPerS) * 1000);
  }
  response.end();
}

/** Resolves once the bytes have left this process. */
function write(response: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => response.write(bytes, () => resolve()));
}
