import { reply as replySchema, type CallName, type Reply } from '../../electron/contract/api.ts';
import type { JobTarget, TranscriptFormat } from '../../electron/contract/job.ts';
import { push as pushSchema } from '../../electron/contract/push.ts';
import { z } from 'zod';
import { readBase64 } from './readBase64.ts';
import { saveBlob } from './saveBlob.ts';
import { LinkLost, type PushListener, type Sending, type Wire } from './wire.ts';

/** What the preload script of the desktop shell puts on `window.paradeck`. */
export interface Bridge {
  call(name: string, input: unknown): Promise<unknown>;
  onPush(listener: (push: unknown) => void): () => void;
  /** A reply with an id for each file that came by a drop or a picker, in their order; '' for one that lies on no disk. */
  filesOf(files: readonly File[]): Promise<unknown>;
}

declare global {
  interface Window {
    readonly paradeck?: Bridge;
  }
}

/** The desktop shell's wire: files are named by an id of theirs and never copied. */
export function createIpcWire(bridge: Bridge): Wire {
  const send = (name: CallName, input: unknown) => sendOver(bridge, name, input);
  return {
    send,
    openPushes: (listener) => openPushes(bridge, listener),
    sendFile(file, target, onSending): Sending {
      onSending({ sentBytes: file.size, isHeld: false });
      return { reply: submitFile(bridge, file, target), abort: () => undefined };
    },
    saveExport: (jobId, format) => saveExport(bridge, jobId, format),
  };
}

async function sendOver(bridge: Bridge, name: CallName, input: unknown): Promise<Reply> {
  const answer = await bridge.call(name, input).catch((error: unknown) => {
    throw new LinkLost(String(error));
  });
  return replySchema.parse(answer);
}

const issued = z.array(z.string());

async function submitFile(bridge: Bridge, file: File, target: JobTarget): Promise<Reply> {
  const reply = replySchema.parse(await bridge.filesOf([file]));
  if (!reply.ok) return reply;
  const [id] = issued.parse(reply.value);
  if (id) return sendOver(bridge, 'jobs.submit', { path: id, target });
  return { ok: false, failure: { code: 'file-not-found', message: file.name, detail: { name: file.name } } };
}

function openPushes(bridge: Bridge, listener: PushListener): () => void {
  const close = bridge.onPush((raw) => {
    const parsed = pushSchema.safeParse(raw);
    if (parsed.success) listener.onPush(parsed.data);
  });
  queueMicrotask(() => listener.onOpen());
  return close;
}

const exported = z.object({ fileName: z.string(), mime: z.string(), content: z.string() });

async function saveExport(bridge: Bridge, id: string, format: TranscriptFormat): Promise<void> {
  const reply = await sendOver(bridge, 'transcripts.export', { id, format });
  if (!reply.ok) throw new LinkLost(reply.failure.message);
  const { fileName, mime, content } = exported.parse(reply.value);
  saveBlob(fileName, new Blob([readBase64(content)], { type: mime }));
}
