import { expect, test } from 'vitest';
import { judgeFleet, renderStanding } from './fleetStanding.ts';
import { planMenuBar, planTrayMenu } from './menuModel.ts';
import type { MenuLine } from './menuModel.ts';
import { planQuitQuestion } from './quitQuestion.ts';
import { QueueLine } from './queueLine.ts';
import { sampleInstance, sampleJob } from './sampleViews.ts';
import { chooseTexts } from './chooseTexts.ts';
import { shellTextsEn } from './shellTextsEn.ts';
import { shellTextsZhCN } from './shellTextsZhCN.ts';

const instances = [sampleInstance('A & B', 'ready', 1), sampleInstance('two', 'stopped', 2)];

function planTray(texts = shellTextsEn): readonly MenuLine[] {
  return planTrayMenu({ instances, standing: renderStanding(instances, 0, texts), texts });
}

function acts(lines: readonly MenuLine[]): readonly Extract<MenuLine, { kind: 'act' }>[] {
  return lines.flatMap((line) =>
    line.kind === 'menu' ? acts(line.lines) : line.kind === 'act' ? [line] : [],
  );
}

test('the tray menu holds everything: standing, open, the fleet, each instance, quit', () => {
  const lines = planTray();
  expect(lines[0]).toEqual({ kind: 'words', label: '1 of 2 ready, nothing to do' });
  const menus = lines.filter((line) => line.kind === 'menu');
  expect(menus.map(({ label, colour }) => [label, colour])).toEqual([
    ['A && B — Ready', 1],
    ['two — Stopped', 2],
  ]);
  expect(acts(lines).map(({ id, isEnabled = true }) => [id, isEnabled])).toEqual([
    ['open', true],
    ['fleet.start', true],
    ['fleet.stop', true],
    ['A & B.start', false],
    ['A & B.stop', true],
    ['A & B.restart', true],
    ['two.start', true],
    ['two.stop', false],
    ['two.restart', false],
    ['quit', true],
  ]);
});

test('it speaks the language that is set, else the system’s', () => {
  expect(planTray(chooseTexts('zh-CN', ['en-US']))[0]).toEqual({
    kind: 'words',
    label: '1/2 个实例就绪，空闲',
  });
  expect(chooseTexts('system', ['zh-Hant-TW', 'en'])).toBe(shellTextsZhCN);
  expect(chooseTexts('system', [])).toBe(shellTextsEn);
  expect(chooseTexts('en', ['zh-CN'])).toBe(shellTextsEn);
});

test('trouble stands before work, work before rest', () => {
  const broken = [...instances, sampleInstance('three', 'failed')];
  expect(judgeFleet(instances, 0)).toBe('idle');
  expect(judgeFleet(instances, 1)).toBe('busy');
  expect(judgeFleet(broken, 1)).toBe('trouble');
  expect(renderStanding(broken, 1, shellTextsEn)).toBe('1 instance needs attention');
  expect(renderStanding(instances, 2, shellTextsEn)).toBe('Transcribing, 2 files left');
  expect(renderStanding([], 0, shellTextsEn)).toBe('No instances yet');
});

test.each([true, false])('the menu bar (macOS: %s) has quit and add files once, with their keys', (isMac) => {
  const found = acts(planMenuBar(shellTextsEn, isMac)).map(({ accelerator, act }) => [accelerator, act.type]);
  expect(found.toSorted()).toEqual([
    [undefined, 'diagnostics'],
    ['CmdOrCtrl+O', 'add-files'],
    ['CmdOrCtrl+Q', 'quit'],
  ]);
});

test('the question lists what runs; without a tray nothing goes on there; the last button stays', () => {
  const queue = new QueueLine();
  for (let index = 0; index < 9; index += 1) {
    queue.take(sampleJob(`f${index}`, 'running', { fraction: index / 10 }));
  }
  const asked = planQuitQuestion({ queue, hasTray: true, texts: shellTextsEn });
  expect(asked.message).toBe('9 files still being transcribed');
  expect(asked.detail).toContain('f8.wav — 80 %\nf7.wav — 70 %');
  expect(asked.detail).toContain('and 3 more');
  expect(asked.choices).toEqual(['finish', 'tray', 'stop', 'stay']);
  expect(asked.buttons).toHaveLength(4);
  const bare = planQuitQuestion({ queue, hasTray: false, texts: shellTextsEn });
  expect(bare.choices).toEqual(['finish', 'stop', 'stay']);
  expect(bare.buttons[0]).toBe('Finish the queue, then quit');
});
