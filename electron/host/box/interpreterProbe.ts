/** Looks at somebody's own Python without importing anything into it: version, and packages by their metadata. */
import { existsSync } from 'node:fs';
import type { InterpreterView } from '../../contract/engine.ts';
import type { EngineName } from '../../contract/workerMessages.ts';
import { interpreterAnswer, judgeInterpreter, listNeeded } from '../../core/box/interpreterCheck.ts';
import { planPythonEnv } from '../../core/box/pipEnvironment.ts';
import { parseAs } from '../../core/parseAs.ts';
import { lowestPython } from './findPython.ts';
import { runProbe } from './runProbe.ts';

/** Python itself from a cold disk. */
const limitMs = 20_000;

// Old Pythons are told apart by their version, so nothing here is newer than Python 3.
const program = `
import json, platform, sys
def find(name):
    try:
        from importlib.metadata import version
        return version(name)
    except Exception:
        return None
print(json.dumps({"python": platform.python_version(), "packages": {name: find(name) for name in sys.argv[1:]}}))
`;

/** Never rejects. */
export async function inspectInterpreter(engine: EngineName, path: string): Promise<InterpreterView> {
  const facts = { path, lowestPython, isAbsent: !existsSync(path), words: '', told: null };
  if (facts.isAbsent) return judgeInterpreter(engine, facts);
  const run = await runProbe([path, '-I', '-c', program, ...listNeeded(engine)], {
    timeoutMs: limitMs,
    env: planPythonEnv(process.env),
  });
  const told = parseAs(interpreterAnswer, run.stdout);
  if (run.exitCode === 0 && told !== null) return judgeInterpreter(engine, { ...facts, told });
  const lastLine = run.stderr.trim().split('\n').at(-1) ?? '';
  const words = run.isTimedOut ? `no answer within ${limitMs / 1000} s` : (run.spawnError ?? lastLine);
  return judgeInterpreter(engine, { ...facts, words });
}
