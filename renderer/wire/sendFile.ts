import { z } from 'zod';
import { reply as replySchema, type Reply } from '../../electron/contract/api.ts';
import type { FailureCode } from '../../electron/contract/failure.ts';
import type { JobTarget } from '../../electron/contract/job.ts';
import { uploadView, type UploadDraft, type UploadView } from '../../electron/contract/upload.ts';
import { fingerprintOf, forgetUpload, recallUpload, rememberUpload } from './knownUploads.ts';
import { Aborted, LinkLost, type OnSending, type Sending } from './wire.ts';

/** A proxy before the door takes a piece of this size, and a slow line loses little of one. */
const pieceBytes = 8 * 1024 * 1024;
/** Waits between tries while the host can't be reached, ms; the last one repeats. */
const waitsMs = [500, 1_000, 2_000, 4_000, 8_000];
/** After that the user is told, and may try again. */
const patienceMs = 10 * 60_000;

/** What may pass by itself or after a sign-in: what has come of the file is kept for the next try. */
const passing: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'unauthorised',
  'forbidden',
  'busy',
  'disk-full',
  'internal',
]);

/** Sends a file in pieces, and goes on where it was when the connection breaks, the host restarts or the page was closed. */
export function sendFile(file: File, target: JobTarget, onSending: OnSending): Sending {
  const aborting = new AbortController();
  const plan = { file, target, onSending, signal: aborting.signal };
  const fingerprint = fingerprintOf(file, target);
  return {
    reply: follow(plan, fingerprint),
    abort() {
      aborting.abort();
      const id = recallUpload(fingerprint);
      forgetUpload(fingerprint);
      if (id !== null) void fetch(`/api/uploads/${id}`, { method: 'DELETE' }).catch(() => null);
    },
  };
}

interface Plan {
  readonly file: File;
  readonly target: JobTarget;
  readonly onSending: OnSending;
  readonly signal: AbortSignal;
}

async function follow(plan: Plan, fingerprint: string): Promise<Reply> {
  const { file, onSending, signal } = plan;
  let sentBytes = 0;
  let failedSince: number | null = null;
  for (let tries = 0; ;) {
    try {
      const reply = await sendOn(plan, fingerprint, (bytes) => {
        tries = 0;
        failedSince = null;
        sentBytes = bytes;
        onSending({ sentBytes, isHeld: false });
      });
      if (reply.ok || !passing.has(reply.failure.code)) forgetUpload(fingerprint);
      return reply;
    } catch (error) {
      if (signal.aborted) throw new Aborted();
      if (!(error instanceof LinkLost)) throw error;
      failedSince ??= performance.now();
      if (performance.now() - failedSince > patienceMs) throw error;
      onSending({ sentBytes: Math.min(sentBytes, file.size), isHeld: true });
      await pause(waitsMs[Math.min(tries++, waitsMs.length - 1)] ?? 0, signal);
    }
  }
}

/** Sends pieces until the job is there or something refuses. Rejects with LinkLost. */
async function sendOn(plan: Plan, fingerprint: string, onSent: (bytes: number) => void): Promise<Reply> {
  const { file, target, signal } = plan;
  const known = recallUpload(fingerprint);
  let reply = known === null ? null : await ask('GET', `/api/uploads/${known}`, { signal });
  for (;;) {
    if (reply && !reply.ok) return reply;
    let view = reply && readView(reply.value);
    if (!view) {
      const draft: UploadDraft = { name: file.name, bytes: file.size, target };
      reply = await ask('POST', '/api/uploads', { json: draft, signal });
      if (!reply.ok) return reply;
      view = readView(reply.value);
      if (!view) throw new LinkLost('upload');
      rememberUpload(fingerprint, view.id);
    }
    if (view.job) return { ok: true, value: view.job };
    reply = await sendPiece(plan, view, onSent);
  }
}

function sendPiece({ file, signal }: Plan, { id, offset }: UploadView, onSent: (bytes: number) => void) {
  onSent(offset);
  return ask('PATCH', `/api/uploads/${id}`, {
    signal,
    piece: { blob: file.slice(offset, offset + pieceBytes), offset },
    onSent: (bytes) => onSent(offset + bytes),
  });
}

interface Asking {
  readonly signal: AbortSignal;
  readonly json?: UploadDraft;
  readonly piece?: { readonly blob: Blob; readonly offset: number };
  readonly onSent?: (bytes: number) => void;
}

/** XMLHttpRequest, since fetch tells no upload progress. */
function ask(method: string, path: string, { signal, json, piece, onSent }: Asking): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.upload.onprogress = (event) => onSent?.(event.loaded);
    request.onload = () => {
      const parsed = parseReply(request.responseText);
      if (parsed) resolve(parsed);
      else reject(new LinkLost(`HTTP ${request.status} from upload`));
    };
    request.onerror = () => reject(new LinkLost('upload'));
    request.onabort = () => reject(new Aborted());
    request.onloadend = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort);
    request.open(method, path);
    if (piece) {
      request.setRequestHeader('content-type', 'application/octet-stream');
      request.setRequestHeader('upload-offset', String(piece.offset));
    } else if (json) request.setRequestHeader('content-type', 'application/json');
    if (signal.aborted) reject(new Aborted());
    else request.send(piece?.blob ?? (json ? JSON.stringify(json) : null));
  });
}

function parseReply(text: string): Reply | null {
  try {
    return replySchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function readView(value: unknown): UploadView | null {
  return z.nullable(uploadView).parse(value);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new Aborted());
    });
  });
}
