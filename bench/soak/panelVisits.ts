/** Panels that come, listen, look about and leave, over the wire a browser has. */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { CallInput, CallName, CallOutput, Reply } from '../../electron/contract/api.ts';
import type { Box } from '../../e2e/box.ts';
import type { Sound } from '../../e2e/doorClients.ts';

const json = { 'content-type': 'application/json' };

/** A browser that is signed in; `leave` signs it out. */
interface Visitor {
  readonly origin: string;
  readonly cookie: string;
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  leave(): Promise<void>;
}

async function visit(box: Box): Promise<Visitor> {
  const { url } = await box.call('host.panelLink', {});
  if (url === null) throw new Error('the host has no door for panels');
  const link = new URL(url);
  const code = new URLSearchParams(link.hash.slice(1)).get('code');
  const { origin } = link;
  const session = await fetch(`${origin}/session`, {
    ...{ method: 'POST', headers: json, body: JSON.stringify({ code }) },
  });
  await session.text();
  const cookie = String(session.headers.get('set-cookie')).split(';', 1)[0] ?? '';
  const headers = { ...json, cookie };
  return {
    ...{ origin, cookie },
    call: async (name, input) => {
      const answer = await fetch(`${origin}/api/${name}`, {
        ...{ method: 'POST', headers, body: JSON.stringify(input) },
      });
      return unwrap((await answer.json()) as Reply) as CallOutput<typeof name>;
    },
    leave: async () => {
      await (await fetch(`${origin}/session`, { method: 'DELETE', headers: { cookie } })).text();
    },
  };
}

function unwrap(reply: Reply): unknown {
  if (reply.ok) return reply.value;
  throw new Error(`${reply.failure.code}: ${reply.failure.message}`);
}

/** Listens for so long, pages through the history, reads a transcript; every other one forgets to sign out. */
export async function lookAbout(box: Box, forMs: number, signsOut: boolean): Promise<void> {
  const visitor = await visit(box);
  const socket = new WebSocket(`${visitor.origin.replace('http', 'ws')}/pushes`, {
    headers: { cookie: visitor.cookie },
  });
  await once(socket, 'open');
  const { instances } = await visitor.call('host.snapshot', {});
  await visitor.call('host.usage', { fromAgoMs: 3_600_000 });
  await visitor.call('host.requests', {});
  for (const { spec } of instances) await visitor.call('instances.log', { id: spec.id });
  let before: string | undefined;
  for (let page = 0; page < 5; page += 1) {
    const { jobs, next } = await visitor.call('jobs.list', { limit: 50, ...(before && { before }) });
    const done = jobs.find(({ state }) => state === 'done');
    if (done) await visitor.call('transcripts.get', { id: done.id }).catch(ignoreRemoved);
    if (next === null) break;
    before = next;
  }
  await pause(forMs);
  // Half of them vanish as a closed lid does, without a close frame.
  if (signsOut) socket.close();
  else socket.terminate();
  await once(socket, 'close');
  if (signsOut) await visitor.leave();
}

function ignoreRemoved(thrown: unknown): void {
  if (!String(thrown).includes('not-found')) throw thrown;
}

/** A file from the browser, in two pieces; or the first of them alone. */
export async function upload(box: Box, { name, bytes }: Sound, isWhole: boolean): Promise<void> {
  const visitor = await visit(box);
  const headers = { cookie: visitor.cookie };
  const draft = { name, bytes: bytes.length, target: { kind: 'fleet' } };
  const begun = await fetch(`${visitor.origin}/api/uploads`, {
    ...{ method: 'POST', headers: { ...headers, ...json }, body: JSON.stringify(draft) },
  });
  const { id } = unwrap((await begun.json()) as Reply) as { id: string };
  const half = Math.floor(bytes.length / 2);
  const pieces = [
    [0, bytes.subarray(0, half)],
    [half, bytes.subarray(half)],
  ] as const;
  for (const [offset, body] of isWhole ? pieces : pieces.slice(0, 1)) {
    const sent = await fetch(`${visitor.origin}/api/uploads/${id}`, {
      method: 'PATCH',
      headers: { ...headers, 'content-type': 'application/octet-stream', 'upload-offset': String(offset) },
      body,
    });
    unwrap((await sent.json()) as Reply);
  }
  if (!isWhole)
    await (await fetch(`${visitor.origin}/api/uploads/${id}`, { method: 'DELETE', headers })).text();
  await visitor.leave();
}
