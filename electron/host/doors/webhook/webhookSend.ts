/** Sends one message: signed, to the very address that was judged, following nothing. */
import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { createLookup, isRefusedAddress, refusal } from './webhookAddress.ts';

/** A receiver that thinks longer has its answer's rest unread. */
const limitMs = 10_000;

export interface WebhookTarget {
  readonly url: string;
  readonly allowsPrivate: boolean;
  readonly secret: string | null;
}

export interface WebhookLetter {
  readonly id: string;
  readonly body: string;
  /** Seconds since the epoch. */
  readonly sentAtS: number;
}

/** Resolves with the answer's status. Throws what the system said. */
export function sendWebhook(
  { url, allowsPrivate, secret }: WebhookTarget,
  letter: WebhookLetter,
): Promise<number> {
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && isRefusedAddress(host, allowsPrivate)) return Promise.reject(refusal(host, host));
  const { id, body, sentAtS } = letter;
  const headers = {
    ...{ 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
    ...{ 'User-Agent': 'ParaDeck', 'Webhook-Id': id, 'Webhook-Timestamp': String(sentAtS) },
    ...(secret !== null && { 'Webhook-Signature': signWebhook(letter, secret) }),
  };
  const options = { method: 'POST', headers, agent: false, lookup: createLookup(allowsPrivate) };
  return new Promise((resolve, reject) => {
    const sent = (target.protocol === 'https:' ? requestHttps : requestHttp)(target, options, (answer) => {
      // Only whether it was taken is of interest.
      answer.destroy();
      resolve(answer.statusCode ?? 0);
    });
    sent.setTimeout(limitMs, () => sent.destroy(new Error(`no answer within ${limitMs / 1000} s`)));
    sent.on('error', reject);
    sent.end(body);
  });
}

/** standardwebhooks.com, symmetric: HMAC-SHA256 over id, time and body. */
export function signWebhook({ id, body, sentAtS }: WebhookLetter, secret: string): string {
  const coded = /^whsec_(.+)$/.exec(secret)?.[1];
  const key = coded === undefined ? Buffer.from(secret) : Buffer.from(coded, 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${sentAtS}.${body}`).digest('base64')}`;
}
