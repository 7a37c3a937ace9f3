import { reply as replySchema, type CallName, type Reply } from '../../electron/contract/api.ts';
import { push as pushSchema } from '../../electron/contract/push.ts';
import { LinkLost, type PushListener, type Wire } from './wire.ts';
import { sendFile } from './sendFile.ts';

/** A call without an answer for this long counts as a lost host, ms. */
const answerTimeoutMs = 20_000;
/** Those that try CUDA on every card. */
const slowCalls: Readonly<Partial<Record<CallName, number>>> = {
  'host.checks': 300_000,
  'host.diagnostics': 300_000,
};

/** The host's panel door, on the origin that served this page. */
export function createHttpWire(): Wire {
  return {
    send,
    openPushes,
    sendFile,
    saveExport(jobId, format) {
      const link = document.createElement('a');
      link.href = `/api/transcripts/${encodeURIComponent(jobId)}/${format}`;
      link.download = '';
      link.click();
      return Promise.resolve();
    },
  };
}

async function send(name: CallName, input: unknown): Promise<Reply> {
  const response = await fetch(`/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(slowCalls[name] ?? answerTimeoutMs),
  }).catch((error: unknown) => {
    throw new LinkLost(String(error));
  });
  const body: unknown = await response.json().catch(() => null);
  const parsed = replySchema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new LinkLost(`HTTP ${response.status} from ${name}`);
}

function openPushes(listener: PushListener): () => void {
  const url = new URL('/pushes', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url);
  let isClosed = false;
  socket.onopen = () => listener.onOpen();
  socket.onmessage = (message: MessageEvent<string>) => {
    const parsed = pushSchema.safeParse(JSON.parse(message.data));
    if (parsed.success) listener.onPush(parsed.data);
  };
  socket.onclose = () => {
    if (isClosed) return;
    void askWhyClosed().then((why) => {
      if (!isClosed) listener.onClosed(why);
    });
  };
  return () => {
    isClosed = true;
    socket.close();
  };
}

// A browser does not tell a page why a WebSocket was refused, so the same door is asked by a plain call.
async function askWhyClosed() {
  const reply = await send('settings.get', {}).catch(() => null);
  return reply && !reply.ok && reply.failure.code === 'unauthorised' ? 'refused' : 'lost';
}
