import { expect, it } from 'vitest';
import { isAtLeast, judgeInterpreter, listNeeded } from './interpreterCheck.ts';
import type { InterpreterAnswer } from './interpreterCheck.ts';

const look = (told: InterpreterAnswer | null, over: { isAbsent?: boolean; words?: string } = {}) =>
  judgeInterpreter('funasr', {
    ...{ path: '/my conda/bin/python', lowestPython: '3.11', isAbsent: false, words: '', told, ...over },
  });
const with2 = (torch: string | null, funasr: string | null, python = '3.12.4'): InterpreterAnswer => ({
  ...{ python, packages: { torch, funasr } },
});

it.each([
  ['all there', with2('2.13.0+cu126', '1.4.16'), ['python-good', 'package-good', 'package-good'], false],
  ['no torch', with2(null, '1.5.0'), ['python-good', 'package-missing', 'package-good'], true],
  ['an old FunASR', with2('2.9.1', '1.4.3'), ['python-good', 'package-good', 'package-old'], true],
  ['an old torch', with2('1.13.1', '1.4.16'), ['python-good', 'package-old', 'package-good'], true],
  ['an old Python', with2(null, null, '3.9.18'), ['python-old', 'package-missing', 'package-missing'], false],
])('%s', (_name, told, codes, hasCommand) => {
  const { checks, isUsable, command } = look(told);
  expect(checks.map(({ code }) => code)).toEqual(codes);
  expect(isUsable).toBe(checks.every(({ isGood }) => isGood));
  expect(command !== null).toBe(hasCommand);
});

it('gives the command that installs what is missing, to be pasted as it stands', () => {
  expect(look(with2(null, null)).command).toBe(
    "'/my conda/bin/python' -m pip install 'torch>=2.1' 'funasr>=1.4.16'",
  );
});

it('tells a path that leads nowhere from a program that is no Python', () => {
  expect(look(null, { isAbsent: true }).checks[0]?.code).toBe('python-absent');
  const { checks, isUsable, command } = look(null, { words: 'Exec format error' });
  expect([checks[0]?.code, checks[0]?.detail['words'], isUsable, command]).toEqual([
    ...['python-broken', 'Exec format error', false, null],
  ]);
});

it('knows what each engine needs', () => {
  expect(listNeeded('onnx')).toContain('onnxruntime');
  const packages = { numpy: '2.4.6', onnxruntime: '1.32.0', PyYAML: null };
  const facts = { path: 'p', lowestPython: '3.11', isAbsent: false, words: '' };
  expect(judgeInterpreter('onnx', { ...facts, told: { python: '3.11.2', packages } }).command).toBe(
    'p -m pip install numpy onnxruntime PyYAML',
  );
});

it.each([
  ['2.13.0', '2.1', true],
  ['2.0.1', '2.1', false],
  ['1.4.16', '1.4.16', true],
  ['1.4.9', '1.4.16', false],
  ['3.11', '3.11', true],
  ['3.9.18', '3.11', false],
  ['2.13.0a0+git1', '2.13', true],
  ['', '1', false],
])('%j is at least %s: %s', (version, lowest, isEnough) => {
  expect(isAtLeast(version, lowest)).toBe(isEnough);
});
