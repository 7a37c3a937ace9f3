/** Clients of a door for programs under load: those that behave, and those that do not. */
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { ClientRequest } from 'node:http';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Box } from './box.ts';

export interface Answer {
  readonly status: number;
  /** The text, or what was said instead. */
  readonly text: string;
  readonly ms: number;
}

/** The door for the whole fleet. Settles once an instance and a front are ready. */
export async function findDoor(box: Box): Promise<string> {
  const { doors } = await box.call('host.snapshot', {});
  const url = doors.find(({ instanceId }) => instanceId === null)?.url;
  if (url === undefined) throw new Error('the host has no door for programs');
  while ((await fetch(`${url}/readyz`)).status !== 200) await pause(50);
  return url;
}

export interface Sound {
  readonly name: string;
  readonly bytes: Buffer<ArrayBuffer>;
}

export function readSounds(paths: readonly string[]): Promise<Sound[]> {
  return Promise.all(
    paths.map(async (path) => ({ name: basename(path), bytes: Buffer.from(await readFile(path)) })),
  );
}

/** A file as a form, with what is asked of it. */
export function formOf({ name, bytes }: Sound, fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries({ model: 'whisper-1', ...fields })) form.set(field, value);
  form.set('file', new Blob([bytes]), name);
  return form;
}

/** One file for its text. What keeps it from an answer at all is status 0. */
export async function transcribe(
  url: string,
  sound: Sound,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const form = formOf(sound, { response_format: 'text' });
  const beganAt = performance.now();
  const told = await fetch(`${url}/v1/audio/transcriptions`, { method: 'POST', body: form, headers }).then(
    async (response) => ({ status: response.status, text: await response.text() }),
    (thrown: unknown) => ({ status: 0, text: String((thrown as Error).cause ?? thrown) }),
  );
  return { ...told, ms: performance.now() - beganAt };
}

/** So many clients, each of which sends its next file when the last is answered, until `mayGoOn` says no. */
export async function keepSending(
  url: string,
  sounds: readonly Sound[],
  { clients, mayGoOn }: { readonly clients: number; readonly mayGoOn: (sent: number) => boolean },
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let sent = 0;
  const work = async (): Promise<void> => {
    while (mayGoOn(sent)) {
      const sound = sounds[sent % sounds.length];
      sent += 1;
      if (sound) answers.push(await transcribe(url, sound));
    }
  };
  await Promise.all(Array.from({ length: clients }, work));
  return answers;
}

const boundary = 'paradeck-load';

/** A form that has begun and not ended. */
function beginForm(url: string, { name, bytes }: Sound, headers: Record<string, string>): ClientRequest {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
  const sent = request(`${url}/v1/audio/transcriptions`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    agent: false,
  });
  sent.on('error', () => undefined);
  sent.write(head);
  sent.write(bytes.subarray(0, bytes.length / 2));
  return sent;
}

/** Goes away in the middle of its file. */
export async function breakOff(url: string, sound: Sound): Promise<void> {
  const sent = beginForm(url, sound, {});
  await pause(20);
  sent.destroy();
}

/** Sends the second half in ten parts over so many ms; its status. */
export function dawdle(url: string, sound: Sound, forMs: number): Promise<number> {
  const sent = beginForm(url, sound, {});
  const answered = new Promise<number>((resolve) => {
    sent.on('response', (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('close', () => resolve(0));
  });
  const rest = sound.bytes.subarray(sound.bytes.length / 2);
  const send = async (): Promise<void> => {
    for (let at = 0; at < 10; at += 1) {
      sent.write(rest.subarray((at * rest.length) / 10, ((at + 1) * rest.length) / 10));
      await pause(forMs / 10);
    }
    sent.end(`\r\n--${boundary}--\r\n`);
  };
  void send();
  return answered;
}

/** All of it is sent, and its sender asks to be forgotten when it goes: whoever calls destroys it. */
export function askToForget(url: string, sound: Sound): ClientRequest {
  const sent = beginForm(url, sound, { 'X-If-Gone': 'cancel' });
  const rest = sound.bytes.subarray(sound.bytes.length / 2);
  return sent.end(Buffer.concat([rest, Buffer.from(`\r\n--${boundary}--\r\n`)]));
}

/** Goes before its answer. */
export async function leaveEarly(url: string, sound: Sound): Promise<void> {
  const sent = askToForget(url, sound);
  await pause(50);
  sent.destroy();
}
