import { expect, test, vi } from 'vitest';
import type { Call } from '../../electron/contract/api.ts';
import type { SentenceChange } from '../../electron/contract/editing.ts';
import type { Sentence } from '../../electron/contract/job.ts';
import { makeTranscript, makeJobs } from '../dev/mockJobs.ts';
import { CallFailed } from '../wire/client.ts';
import { Desk } from './desk.ts';
import { DeskShelf } from './deskShelf.ts';
import { cutText, planMerging, placeOf, planWriting, textAt, type Change } from './passages.ts';

/** A host with one transcript that other panels may edit, too. */
function openHost(...recognised: string[]) {
  let now = recognised.map((text, index): SentenceChange => ({ index, count: 1, texts: [text] }));
  let revision = 0;
  const show = ({ index, count, texts }: SentenceChange) => ({
    ...{ index, recognised: recognised.slice(index, index + count) },
    sentences: texts.map((text): Sentence => ({ text, fromMs: 0, toMs: 1, words: [] })),
  });
  const edit = ({ revision: madeOn, changes }: { revision: number; changes: readonly SentenceChange[] }) => {
    if (madeOn !== revision) throw new CallFailed({ code: 'transcript-edited', message: 'late' });
    const isCovered = ({ index }: SentenceChange) =>
      changes.some((change) => index >= change.index && index < change.index + change.count);
    now = [...now.filter((one) => !isCovered(one)), ...changes].sort((a, b) => a.index - b.index);
    revision += 1;
    return { revision, editedAt: 1, changed: changes.map(show) };
  };
  const [job] = makeJobs();
  const open = () => ({
    transcript: {
      ...makeTranscript(job as never),
      sentences: now.flatMap((one) => show(one).sentences),
    },
    revision,
    edited: now.map((one) => ({ ...show(one), written: one.texts.length })),
  });
  const call = (async (name: string, input: never) =>
    name === 'transcripts.edit' ? edit(input) : open()) as Call;
  const other = (index: number, text: string) =>
    edit({ revision, changes: [{ index, count: 1, texts: [text] }] });
  return { call, other, texts: () => now.flatMap(({ texts }) => texts) };
}

async function openDesk(...texts: string[]) {
  const host = openHost(...texts);
  const desk = new Desk('j', host.call);
  await desk.read();
  return { ...host, desk };
}

const one = (index: number, ...texts: string[]) => [{ index, count: 1, texts }];
const change = (index: number, before: string, after: string): Change[] => [
  { before: one(index, before), after: one(index, after) },
];

test('edits are taken back and made again, one by one', async () => {
  const { desk, texts } = await openDesk('一', '二');
  await desk.edit(change(0, '一', '甲'));
  await desk.edit(change(1, '二', '乙'));
  expect(desk.store.getState().edited).toBe(2);
  await desk.undo();
  expect(texts()).toEqual(['甲', '二']);
  await desk.undo();
  expect([texts(), await desk.undo()]).toEqual([['一', '二'], 'nothing']);
  expect(desk.store.getState().edited).toBe(0);
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
  expect([texts(), textAt(desk.laid(), 0)]).toEqual([['丙', '乙'], '丙']);
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
  desk.store.setState({ draft: { index: 1, nth: 0, base: '二', text: '二二' } });
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
  desk.store.setState({ draft: { index: 0, nth: 0, base: '一', text: '一 ' } });
  expect(desk.isUnsaved()).toBe(false);
  await desk.leave();
  expect(desk.store.getState().draft).toBeNull();
});

test('sentences are split and merged, taken back and made again', async () => {
  const { desk, texts } = await openDesk('一二', '三', '四');
  await desk.edit(planWriting(desk.laid(), 0, cutText('一二', 1) ?? []));
  expect(texts()).toEqual(['一', '二', '三', '四']);
  await desk.edit(planMerging(desk.laid(), 1) ?? []);
  expect(texts()).toEqual(['一', '二三', '四']);
  await desk.edit(planWriting(desk.laid(), 2, ['肆']));
  await desk.undo();
  await desk.undo();
  expect([texts(), desk.store.getState().edited]).toEqual([['一', '二', '三', '四'], 1]);
  await desk.undo();
  expect([texts(), desk.store.getState().edited]).toEqual([['一二', '三', '四'], 0]);
  await desk.redo();
  await desk.redo();
  expect(texts()).toEqual(['一', '二三', '四']);
});

test('what another has corrected meanwhile is not split or merged over', async () => {
  const { desk, texts, other } = await openDesk('一二', '三', '四');
  const merging = planMerging(desk.laid(), 0) ?? [];
  other(1, '叁');
  expect(await desk.edit(merging)).toBe('conflict');
  expect(texts()).toEqual(['一二', '叁', '四']);
  expect(await desk.edit(planMerging(desk.laid(), 1) ?? [])).toBe('saved');
  expect(texts()).toEqual(['一二', '叁四']);
});

test('a sentence being written is found again when one before it is split', async () => {
  const { desk } = await openDesk('一二', '三');
  const draft = { index: 1, nth: 0, base: '三', text: '三三' };
  desk.store.setState({ draft });
  await desk.edit(planWriting(desk.laid(), 0, ['一', '二']));
  expect([placeOf(desk.laid(), draft), desk.textUnder(draft)]).toEqual([2, '三']);
});

test('a page that comes after one that ended goes on with what was begun there', async () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  const { call } = openHost('一', '二');
  const desk = new DeskShelf(call).find('j');
  await desk.read();
  const draft = { index: 1, nth: 0, base: '二', text: '半句' };
  desk.store.setState({ draft });
  expect(new DeskShelf(call).find('j').store.getState().draft).toEqual(draft);
  expect(new DeskShelf(call).find('k').store.getState().draft).toBeNull();
  desk.store.setState({ draft: null });
  expect(new DeskShelf(call).find('j').store.getState().draft).toBeNull();
  desk.store.setState({ draft });
  const shelf = new DeskShelf(call);
  shelf.find('j');
  shelf.forget('j');
  expect([shelf.isUnsaved(), new DeskShelf(call).find('j').store.getState().draft]).toEqual([false, null]);
  kept.set('paradeck.drafts', '[["j", "no draft"]]');
  expect(new DeskShelf(call).find('j').store.getState().draft).toBeNull();
  vi.unstubAllGlobals();
});
