import { expect, test } from 'vitest';
import type { Call } from '../../electron/contract/api.ts';
import type { Sentence } from '../../electron/contract/job.ts';
import { makeTranscript, makeJobs } from '../dev/mockJobs.ts';
import { CallFailed } from '../wire/client.ts';
import { Desk } from './desk.ts';
import { DeskShelf } from './deskShelf.ts';

/** A host with one transcript that other panels may edit, too. */
function openHost(...texts: string[]) {
  const recognised = texts.map((text): Sentence => ({ text, fromMs: 0, toMs: 1, words: [] }));
  const now = [...recognised];
  let revision = 0;
  const edit = ({
    revision: madeOn,
    changes,
  }: {
    revision: number;
    changes: { index: number; text: string }[];
  }) => {
    if (madeOn !== revision) throw new CallFailed({ code: 'transcript-edited', message: 'late' });
    for (const { index, text } of changes) now[index] = { ...(recognised[index] as Sentence), text };
    revision += 1;
    const changed = changes.map(({ index }) => ({
      ...{ index, sentence: now[index], recognised: recognised[index]?.text },
    }));
    return { revision, editedAt: 1, changed };
  };
  const [job] = makeJobs();
  const open = () => ({
    transcript: { ...makeTranscript(job as never), sentences: [...now] },
    ...{ revision, recognised: [] },
  });
  const call = (async (name: string, input: never) =>
    name === 'transcripts.edit' ? edit(input) : open()) as Call;
  const other = (index: number, text: string) => edit({ revision, changes: [{ index, text }] });
  return { call, other, texts: () => now.map(({ text }) => text) };
}

async function openDesk(...texts: string[]) {
  const host = openHost(...texts);
  const desk = new Desk('j', host.call);
  await desk.read();
  return { ...host, desk };
}

const change = (index: number, before: string, after: string) => [{ index, before, after }];

test('edits are taken back and made again, one by one', async () => {
  const { desk, texts } = await openDesk('一', '二');
  await desk.edit(change(0, '一', '甲'));
  await desk.edit(change(1, '二', '乙'));
  expect(desk.store.getState().recognised).toEqual(
    new Map([
      [0, '一'],
      [1, '二'],
    ]),
  );
  await desk.undo();
  expect(texts()).toEqual(['甲', '二']);
  await desk.undo();
  expect([texts(), await desk.undo()]).toEqual([['一', '二'], 'nothing']);
  expect(desk.store.getState().recognised.size).toBe(0);
  await desk.redo();
  expect(texts()).toEqual(['甲', '二']);
  await desk.edit(change(1, '二', '贰'));
  expect(await desk.redo()).toBe('nothing');
});

test('edits handed in together are made one after another', async () => {
  const { desk, texts } = await openDesk('一', '二');
  const all = [desk.edit(change(0, '一', '甲')), desk.edit(change(1, '二', '乙')), desk.undo()];
  expect(await Promise.all(all)).toEqual(['saved', 'saved', 'saved']);
  expect(texts()).toEqual(['甲', '二']);
});

test('another edit elsewhere is no conflict, one of the same sentence is, and is shown', async () => {
  const { desk, texts, other } = await openDesk('一', '二');
  other(1, '乙');
  expect(await desk.edit(change(0, '一', '甲'))).toBe('saved');
  expect(texts()).toEqual(['甲', '乙']);
  other(0, '丙');
  expect(await desk.edit(change(0, '甲', '丁'))).toBe('conflict');
  expect([texts(), desk.textOf(0)]).toEqual([['丙', '乙'], '丙']);
  expect(await desk.edit(change(0, '丙', '丁'))).toBe('saved');
});

test('what another has changed since cannot be taken back', async () => {
  const { desk, texts, other } = await openDesk('一');
  await desk.edit(change(0, '一', '甲'));
  other(0, '丙');
  expect([await desk.undo(), await desk.undo()]).toEqual(['conflict', 'nothing']);
  expect(texts()).toEqual(['丙']);
});

test('who comes back to a desk finds what was begun there, and the way back', async () => {
  const host = openHost('一', '二');
  const shelf = new DeskShelf(host.call);
  const desk = shelf.find('j');
  await desk.read();
  await desk.edit(change(0, '一', '甲'));
  desk.store.setState({ draft: { index: 1, base: '二', text: '二二' } });
  const saving = desk.edit(change(0, '甲', '乙'));
  await desk.leave();
  expect([await saving, desk.store.getState().transcript, shelf.isUnsaved()]).toEqual(['saved', null, true]);
  await shelf.find('j').read();
  expect(shelf.find('j').store.getState().draft?.text).toBe('二二');
  await shelf.find('j').undo();
  await shelf.find('j').undo();
  expect(host.texts()).toEqual(['一', '二']);
});

test('a field that was opened and left as it was is nothing to come back to', async () => {
  const { desk } = await openDesk('一');
  desk.store.setState({ draft: { index: 0, base: '一', text: '一 ' } });
  expect(desk.isUnsaved()).toBe(false);
  await desk.leave();
  expect(desk.store.getState().draft).toBeNull();
});
