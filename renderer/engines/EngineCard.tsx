import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleMinus,
  IconCircleX,
  IconDownload,
} from '@tabler/icons-react';
import type { EngineInstall, EngineView } from '../../electron/contract/engine.ts';
import { renderBytes } from '../figures/figures.ts';
import { FailureNote } from '../parts/FailureNote.tsx';
import { renderFailure } from '../parts/failureTexts.ts';
import { StateMark } from '../parts/StateMark.tsx';
import { useAct } from '../parts/useAct.tsx';
import type { Texts } from '../texts/en.ts';
import { useTexts } from '../texts/useTexts.ts';
import { EngineFigures } from './EngineFigures.tsx';
import { EngineLog } from './EngineLog.tsx';
import { EngineProgress } from './EngineProgress.tsx';
import { EngineReasons } from './EngineReasons.tsx';
import { isPlanned } from './installProgress.ts';

const running = { Icon: IconDownload, tone: 'run' } as const;
const there = { Icon: IconCircleCheck, tone: 'ok' } as const;
const absent = { Icon: IconCircleMinus, tone: 'idle' } as const;
const broken = { Icon: IconCircleX, tone: 'bad' } as const;

/** One engine: what it is, what is installed of it, what an installation would bring, and how one goes. */
export function EngineCard({ view }: { readonly view: EngineView }) {
  const t = useTexts();
  const { engine, dir, install } = view;
  return (
    <li className="model stack engine">
      <div className="row row-wrap">
        <strong className="model-name">{t.engines.names[engine]}</strong>
        <span className="spread" />
        <EngineState view={view} />
      </div>
      <p className="small dim">{t.engines.abouts[engine]}</p>
      {dir !== null && <Installed view={view} />}
      {doesOffer(view) && <Offered view={view} />}
      {install !== null && <InstallNews install={install} />}
      <EngineButtons view={view} />
      <EngineLog engine={engine} install={install} />
    </li>
  );
}

/** An installation would change something. */
function doesOffer({ dir, isOtherBuild }: EngineView): boolean {
  return dir === null || isOtherBuild;
}

/** What would come, and why. */
function Offered({ view }: { readonly view: EngineView }) {
  const t = useTexts();
  const { engine, torch, isOtherBuild, install } = view;
  return (
    <>
      {isOtherBuild && (
        <p className="device-warning small tone-warn">
          <IconAlertTriangle size={14} aria-hidden="true" />
          <span>{t.engines.otherBuild({ requirement: torch?.requirement ?? '' })}</span>
        </p>
      )}
      {torch !== null && <EngineReasons plan={torch} />}
      {torch === null && engine === 'funasr' && <p className="small dim">{t.engines.noTorch}</p>}
      {isPlanned(view) && <EngineFigures figures={install?.figures ?? null} />}
    </>
  );
}

function InstallNews({ install }: { readonly install: EngineInstall }) {
  const t = useTexts();
  return (
    <>
      {install.endedAt === null && <EngineProgress install={install} />}
      {install.failure && <FailureNote failure={renderFailure(install.failure, t)} />}
      {install.state === 'done' && <CudaWords cuda={install.cuda} />}
    </>
  );
}

function EngineState({ view: { dir, install } }: { readonly view: EngineView }) {
  const t = useTexts();
  if (install?.endedAt === null) return <StateMark mark={running} word={t.engines.states[install.state]} />;
  if (install?.state === 'failed') return <StateMark mark={broken} word={t.engines.states.failed} />;
  if (dir !== null) return <StateMark mark={there} word={t.engines.installed} />;
  const word = install?.state === 'cancelled' ? t.engines.states.cancelled : t.engines.missing;
  return <StateMark mark={absent} word={word} />;
}

function Installed({ view: { versions, bytes, dir } }: { readonly view: EngineView }) {
  const parts = [
    ...versions.map(({ name, version }) => `${name} ${version}`),
    ...(bytes === null ? [] : [renderBytes(bytes)]),
  ];
  return (
    <div>
      <p className="small">{parts.join(' · ')}</p>
      <p className="mono dim one-line" title={dir ?? ''}>
        {dir}
      </p>
    </div>
  );
}

function CudaWords({ cuda }: Pick<EngineInstall, 'cuda'>) {
  const t = useTexts();
  return cuda.map(({ card, problem }) => (
    <p key={card} className={`small ${problem === null ? 'dim' : 'tone-bad'}`}>
      {problem === null ? t.engines.cudaWorks({ card }) : t.engines.cudaRefused({ card, problem })}
    </p>
  ));
}

/** First what would come, then the installation; one that is there can be tried again. */
function EngineButtons({ view }: { readonly view: EngineView }) {
  const t = useTexts();
  const { act, isActing } = useAct();
  const { engine, dir, torch, install } = view;
  const begin = (dryRun: boolean) => () => void act('engines.install', { engine, dryRun });
  if (install?.endedAt === null)
    return (
      <div className="row">
        <Button size="xs" disabled={isActing} onClick={() => void act('engines.cancel', { engine })}>
          {t.common.cancel}
        </Button>
      </div>
    );
  const offers = doesOffer(view) && torch?.build !== null;
  return (
    <div className="row row-wrap">
      {offers &&
        planOffers(view).map(({ word, isDryRun, isFirst }) => (
          <Button
            key={word}
            size="xs"
            variant={isFirst ? 'filled' : 'default'}
            disabled={isActing}
            onClick={begin(isDryRun)}
          >
            {word === 'retry' ? t.common.retry : t.engines[word]}
          </Button>
        ))}
      {dir !== null && (
        <Button size="xs" disabled={isActing} onClick={begin(false)}>
          {t.engines.mend}
        </Button>
      )}
    </div>
  );
}

interface Offer {
  readonly word: keyof Pick<Texts['engines'], 'ask' | 'askAgain' | 'install'> | 'retry';
  readonly isDryRun: boolean;
  readonly isFirst: boolean;
}

function planOffers(view: EngineView): readonly Offer[] {
  const { install } = view;
  if (isPlanned(view))
    return [
      { word: 'install', isDryRun: false, isFirst: true },
      { word: 'askAgain', isDryRun: true, isFirst: false },
    ];
  if (install?.state === 'failed') return [{ word: 'retry', isDryRun: install.isDryRun, isFirst: true }];
  return [{ word: 'ask', isDryRun: true, isFirst: true }];
}
