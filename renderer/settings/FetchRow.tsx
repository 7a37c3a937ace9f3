import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleMinus, IconCircleX, IconDownload } from '@tabler/icons-react';
import type { ModelFetch } from '../../electron/contract/model.ts';
import { renderBytes, renderClock } from '../figures/figures.ts';
import { foldLeftS } from '../figures/leftS.ts';
import { FailureNote } from '../parts/FailureNote.tsx';
import { renderFailure } from '../parts/failureTexts.ts';
import { ProgressLine } from '../parts/ProgressLine.tsx';
import { StateMark } from '../parts/StateMark.tsx';
import { useAct } from '../parts/useAct.tsx';
import type { Texts } from '../texts/en.ts';
import { useTexts } from '../texts/useTexts.ts';

const running = { Icon: IconDownload, tone: 'run' } as const;

const marks = {
  preparing: running,
  downloading: running,
  checking: running,
  done: { Icon: IconCircleCheck, tone: 'ok' },
  failed: { Icon: IconCircleX, tone: 'bad' },
  cancelled: { Icon: IconCircleMinus, tone: 'idle' },
} as const;

/** A download that takes longer than this is worth another way, seconds. */
const longS = 1800;

/** One model on its way: how far, how fast, what is left; a button to end it or to go on. */
export function FetchRow({ fetch }: { readonly fetch: ModelFetch }) {
  const t = useTexts();
  const { act, isActing } = useAct();
  const { id, fullId, hub, state, doneBytes, totalBytes, failure } = fetch;
  const isUnderWay = fetch.endedAt === null;
  const fraction = totalBytes === null || totalBytes === 0 ? null : doneBytes / totalBytes;
  const leftS = foldLeftS(fetch);
  return (
    <li className="model">
      <div className="row row-wrap">
        <strong className="mono fetch-id">{fullId}</strong>
        <span className="spread" />
        <StateMark mark={marks[state]} word={t.fetches.states[state]} />
      </div>
      {isUnderWay && <ProgressLine label={t.fetches.progress({ id: fullId })} fraction={fraction} />}
      <div className="row">
        <span className="small dim spread">
          {[t.fetches.hubs[hub], ...(isUnderWay ? listFigures(fetch, leftS, t) : [])].join(' · ')}
        </span>
        {isUnderWay && (
          <Button size="xs" disabled={isActing} onClick={() => void act('models.cancelFetch', { id })}>
            {t.common.cancel}
          </Button>
        )}
        {!isUnderWay && state !== 'done' && (
          <Button size="xs" disabled={isActing} onClick={() => void act('models.fetch', { fullId, hub })}>
            {state === 'failed' ? t.common.retry : t.fetches.goOn}
          </Button>
        )}
      </div>
      {leftS !== null && leftS > longS && <p className="small">{t.fetches.slow}</p>}
      {failure && <FailureNote failure={renderFailure(failure, t)} />}
    </li>
  );
}

function listFigures(fetch: ModelFetch, leftS: number | null, t: Texts): string[] {
  const { note, doneBytes, totalBytes, speedBytesS } = fetch;
  if (fetch.state === 'preparing') return note === null ? [] : [note];
  const done = renderBytes(doneBytes);
  return [
    totalBytes === null ? done : t.common.of({ part: done, whole: renderBytes(totalBytes) }),
    ...(speedBytesS === null ? [] : [t.fetches.speed({ size: renderBytes(Math.round(speedBytesS)) })]),
    ...(leftS === null ? [] : [t.fetches.left({ span: renderClock(leftS) })]),
  ];
}
