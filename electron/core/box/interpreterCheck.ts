/** Whether somebody's own Python can run an engine: by what it says of its packages, none of which is imported. */
import { z } from 'zod';
import type { InterpreterView } from '../../contract/engine.ts';
import type { EngineName } from '../../contract/workerMessages.ts';
import { quote } from './fixCommands.ts';

/** What each engine needs; null: any version. torch 2.1 is the first that gives a model the checkpoint's own tensors. */
const needs: Readonly<Record<EngineName, Readonly<Record<string, string | null>>>> = {
  onnx: { numpy: null, onnxruntime: null, PyYAML: null },
  funasr: { torch: '2.1', funasr: '1.4.16' },
};

export function listNeeded(engine: EngineName): readonly string[] {
  return Object.keys(needs[engine]);
}

/** What a look at it told. */
export interface InterpreterFacts {
  readonly path: string;
  readonly lowestPython: string;
  /** There is no such file. */
  readonly isAbsent: boolean;
  /** Why it did not answer, in its own words. */
  readonly words: string;
  /** null: it did not answer. */
  readonly told: InterpreterAnswer | null;
}

export const interpreterAnswer = z.object({
  python: z.string(),
  /** Versions by package; null: it has none. */
  packages: z.record(z.string(), z.string().nullable()),
});

export type InterpreterAnswer = z.infer<typeof interpreterAnswer>;

type Check = InterpreterView['checks'][number];

export function judgeInterpreter(engine: EngineName, facts: InterpreterFacts): InterpreterView {
  const { path, told, lowestPython } = facts;
  if (told === null) {
    const code = facts.isAbsent ? 'python-absent' : 'python-broken';
    return {
      isUsable: false,
      checks: [{ code, isGood: false, detail: { path, words: facts.words } }],
      command: null,
    };
  }
  const isOld = !isAtLeast(told.python, lowestPython);
  const python: Check = {
    code: isOld ? 'python-old' : 'python-good',
    isGood: !isOld,
    detail: { version: told.python, lowest: lowestPython },
  };
  const packages = Object.entries(needs[engine]).map(([name, lowest]) =>
    judgePackage(name, lowest, told.packages[name] ?? null),
  );
  const isWanting = packages.some(({ isGood }) => !isGood);
  return {
    isUsable: !isOld && !isWanting,
    checks: [python, ...packages],
    // Packages do not mend an interpreter that is too old.
    command: isWanting && !isOld ? installInto(engine, path) : null,
  };
}

function judgePackage(name: string, lowest: string | null, version: string | null): Check {
  const needed = lowest ?? '';
  if (version === null) return { code: 'package-missing', isGood: false, detail: { name, needed } };
  const isGood = lowest === null || isAtLeast(version, lowest);
  return { code: isGood ? 'package-good' : 'package-old', isGood, detail: { name, version, needed } };
}

function installInto(engine: EngineName, path: string): string {
  const wanted = Object.entries(needs[engine]).map(([name, lowest]) =>
    quote(lowest === null ? name : `${name}>=${lowest}`),
  );
  return `${quote(path)} -m pip install ${wanted.join(' ')}`;
}

/** By the release's numbers: 2.13.0+cu126 and 2.13.0rc1 count as 2.13.0. */
export function isAtLeast(version: string, lowest: string): boolean {
  const [have, need] = [version, lowest].map((text) =>
    (/^[\d.]+/.exec(text)?.[0] ?? '').split('.').map(Number),
  );
  for (const [at, wanted] of (need ?? []).entries()) {
    const part = have?.[at] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}
