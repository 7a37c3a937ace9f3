/** IPC over `serve`: one channel for calls, one for dropped files, one for pushes; only our own page is listened to. */
import { ipcMain } from 'electron';
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import type { Reply } from '../contract/api.ts';
import { Failed, foldFailure } from '../core/failed.ts';
import { isPanelFrame } from '../core/shell/navigation.ts';
import { createFileHandles } from './fileHandles.ts';
import type { FileHandles } from './fileHandles.ts';
import type { HostLink } from './hostLink.ts';

const callAsked = z.tuple([z.string().max(100), z.unknown()]);
const filesAsked = z.tuple([z.array(z.string().max(32_768)).max(100_000)]);
const submission = z.looseObject({ path: z.string() });

export function answerPanel(link: HostLink): void {
  const handles = createFileHandles();
  handle('paradeck:call', callAsked, ([name, input]) =>
    name === 'jobs.submit' ? submit(link, handles, input) : link.serve(name, input),
  );
  handle('paradeck:files', filesAsked, async ([paths]) => ({ ok: true, value: handles.issue(paths) }));
}

/** The one way to listen: sender and arguments are checked before anything is done. */
function handle<T>(channel: string, schema: z.ZodType<T>, answer: (asked: T) => Promise<Reply>): void {
  ipcMain.handle(channel, async (event: IpcMainInvokeEvent, ...args: unknown[]): Promise<Reply> => {
    if (!isPanelFrame(event.senderFrame)) return refuse('forbidden', 'this frame is not the panel');
    const asked = schema.safeParse(args);
    return asked.success ? answer(asked.data) : refuse('bad-request', `${channel}: not what it takes`);
  });
}

/** The panel names a file by the id it was given. */
async function submit(link: HostLink, handles: FileHandles, input: unknown): Promise<Reply> {
  const asked = submission.safeParse(input);
  const path = asked.success ? handles.redeem(asked.data.path) : null;
  if (!asked.success || path === null) return refuse('forbidden', 'this file was never dropped or picked');
  try {
    // serve would refuse the panel a path; the host checks all the rest of the input.
    const value = await link.call('jobs.submit', { ...asked.data, path } as never);
    return { ok: true, value };
  } catch (thrown) {
    return { ok: false, failure: foldFailure(thrown) };
  }
}

function refuse(code: 'forbidden' | 'bad-request', message: string): Reply {
  return { ok: false, failure: new Failed(code, message).toFailure() };
}

/** Only while the window is seen: hidden, it is nobody that the cards are measured for. It takes a new snapshot afterwards. */
export function sendPushes(link: HostLink, window: BrowserWindow): void {
  let unsubscribe: (() => void) | null = null;
  const begin = (): void => {
    unsubscribe ??= link.onPush((push) => {
      if (!window.webContents.isDestroyed()) window.webContents.send('paradeck:push', push);
    });
  };
  const end = (): void => {
    unsubscribe?.();
    unsubscribe = null;
  };
  begin();
  window.on('show', begin);
  window.on('hide', end);
  window.once('closed', end);
}
