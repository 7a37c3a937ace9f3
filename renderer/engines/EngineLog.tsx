import { useEffect, useState } from 'react';
import type { EngineView } from '../../electron/contract/engine.ts';
import type { LogLine } from '../../electron/contract/push.ts';
import { renderTimeOfDay } from '../figures/figures.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { usePanel } from '../state/panel.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';

const lines = 300;
/** While something is installed it grows. */
const againMs = 2_000;

/** What pip said, read when it is opened. */
export function EngineLog({ engine, install }: Pick<EngineView, 'engine' | 'install'>) {
  const t = useTexts();
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const log = useEngineLog({ engine, isOpen, isGrowing: install?.endedAt === null });
  const text = log.map(({ text: line }) => line).join('\n');
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.engines.log}</summary>
      {isOpen && log.length === 0 && <p className="small dim">{t.engines.logEmpty}</p>}
      {isOpen && log.length > 0 && (
        <div className="row failure-details">
          <pre className="mono spread engine-log" tabIndex={0}>
            {log.map(({ at, text: line }) => `${renderTimeOfDay(at, language)}  ${line}`).join('\n')}
          </pre>
          <CopyButton text={text} />
        </div>
      )}
    </details>
  );
}

interface Asked {
  readonly engine: EngineView['engine'];
  readonly isOpen: boolean;
  readonly isGrowing: boolean;
}

function useEngineLog({ engine, isOpen, isGrowing }: Asked): readonly LogLine[] {
  const { call } = usePanel();
  const [known, setKnown] = useState<readonly LogLine[]>([]);
  useEffect(() => {
    if (!isOpen) return;
    let isOver = false;
    const read = async () => {
      // What cannot be read now is read the next time.
      const answer = await call('engines.log', { engine, limit: lines }).catch(() => null);
      if (answer && !isOver) setKnown(answer.lines);
    };
    void read();
    const timer = isGrowing ? setInterval(() => void read(), againMs) : undefined;
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [call, engine, isOpen, isGrowing]);
  return known;
}
