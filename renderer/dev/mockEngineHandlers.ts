/** What the mock host answers about engines. */
import type { EngineInstall, InterpreterView, TorchPlan } from '../../electron/contract/engine.ts';
import { figures, makeInstall, missing } from './mockEngines.ts';
import type { Handlers } from './mockHandlers.ts';
import type { MockState } from './mockState.ts';

const logLines = [
  'torch==2.13.0 from pip’s own index',
  'Collecting torch==2.13.0',
  '  Downloading torch-2.13.0-cp311-cp311-manylinux_2_28_x86_64.whl (912.4 MB)',
];

function makeInspection({ pythonPath }: { pythonPath: string }): InterpreterView {
  return {
    isUsable: false,
    checks: [
      { code: 'python-good', isGood: true, detail: { version: '3.12.4', lowest: '3.11' } },
      {
        code: 'package-good',
        isGood: true,
        detail: { name: 'torch', version: '2.9.1+cu128', needed: '2.0' },
      },
      {
        code: 'package-old',
        isGood: false,
        detail: { name: 'funasr', version: '1.4.3', needed: '1.4.16' },
      },
    ],
    command: `${pythonPath} -m pip install 'torch>=2.1' 'funasr>=1.4.16'`,
  };
}

export function engineHandlers(state: MockState): Handlers {
  const put = (install: EngineInstall): EngineInstall => {
    const found = state.engines.find(({ engine }) => engine === install.engine) ?? missing;
    const engine = { ...found, install };
    state.engines = state.engines.map((one) => (one.engine === engine.engine ? engine : one));
    state.emit({ type: 'engine.changed', engine });
    return install;
  };
  const torchOf = (name: EngineInstall['engine']): TorchPlan | null =>
    state.engines.find(({ engine }) => engine === name)?.torch ?? null;
  return {
    'engines.list': () => ({ engines: state.engines }),
    'engines.install': ({ engine, dryRun }: { engine: EngineInstall['engine']; dryRun: boolean }) =>
      put(
        dryRun
          ? makeInstall({
              engine,
              isDryRun: true,
              state: 'planned',
              figures,
              torch: torchOf(engine),
              endedAt: Date.now(),
            })
          : makeInstall({ engine, state: 'asking', note: 'transformers 5.23.0' }),
      ),
    'engines.cancel': ({ engine }: { engine: EngineInstall['engine'] }) =>
      put(makeInstall({ engine, state: 'cancelled', endedAt: Date.now() })),
    'engines.log': () => ({
      runId: '2026-11-23T17-31-02',
      lines: logLines.map((text, at) => ({ offset: at * 100, at: Date.now() - 60_000 + at, text })),
    }),
    'engines.inspect': makeInspection,
  };
}
