/** Programs at the door: every format of an answer, jobs and their events, a recording over FunASR's socket. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { formOf } from '../../e2e/doorClients.ts';
import type { Sound } from '../../e2e/doorClients.ts';

export const answerFormats = ['json', 'text', 'srt', 'vtt', 'verbose_json', 'stream'] as const;

/** Settles with the answer; throws what was said instead of it. */
export async function ask(url: string, sound: Sound, format: (typeof answerFormats)[number]): Promise<void> {
  const fields: Record<string, string> =
    format === 'stream' ? { stream: 'true' } : { response_format: format };
  const answer = await fetch(`${url}/v1/audio/transcriptions`, {
    method: 'POST',
    body: formOf(sound, fields),
  });
  const text = await answer.text();
  if (answer.status !== 200 || text.trim() === '') throw new Error(`${format}: ${answer.status} ${text}`);
}

/** Followed by its events to its end, and its text fetched. */
export async function askForJob(url: string, sound: Sound): Promise<void> {
  const id = await handIn(url, sound);
  const events = await (await fetch(`${url}/v1/jobs/${id}/events`)).text();
  if (!events.includes('event: end')) throw new Error(`the events of ${id} ended early: ${events}`);
  const answer = await fetch(`${url}/v1/jobs/${id}/transcript?format=srt`);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`transcript: ${answer.status} ${text}`);
}

/** Begins to follow it, goes away in the middle of that, and takes it back. */
export async function cancelJob(url: string, sound: Sound): Promise<void> {
  const id = await handIn(url, sound);
  const leaving = new AbortController();
  const events = await fetch(`${url}/v1/jobs/${id}/events`, { signal: leaving.signal });
  await events.body?.getReader().read();
  leaving.abort();
  await (await fetch(`${url}/v1/jobs/${id}`, { method: 'DELETE' })).text();
}

async function handIn(url: string, sound: Sound): Promise<string> {
  const answer = await fetch(`${url}/v1/jobs`, { method: 'POST', body: formOf(sound, {}) });
  const text = await answer.text();
  if (answer.status !== 202) throw new Error(`a job: ${answer.status} ${text}`);
  return (JSON.parse(text) as { id: string }).id;
}

/** As FunASR's own client sends a file. */
export async function askAsFunasr(url: string, { name, bytes }: Sound): Promise<void> {
  const socket = new WebSocket(url.replace('http', 'ws'), ['binary']);
  await once(socket, 'open');
  const answered = once(socket, 'message', { signal: AbortSignal.timeout(120_000) });
  const format = name.split('.').at(-1);
  socket.send(JSON.stringify({ mode: 'offline', wav_name: name, wav_format: format, is_speaking: true }));
  for (let at = 0; at < bytes.length; at += 64 * 1024) socket.send(bytes.subarray(at, at + 64 * 1024));
  socket.send(JSON.stringify({ is_speaking: false }));
  const [told] = (await answered) as [Buffer];
  socket.close();
  await once(socket, 'close');
  const { text } = JSON.parse(told.toString()) as { text?: string };
  if (!text) throw new Error(`FunASR's socket: ${told.toString()}`);
}

/** As Prometheus does. */
export async function scrape(url: string): Promise<void> {
  const answer = await fetch(`${url}/metrics`);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`metrics: ${answer.status} ${text}`);
}
