import { Button, NativeSelect, Skeleton, TextInput } from '@mantine/core';
import { IconArrowDown, IconFilter } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { LogLine } from '../../electron/contract/push.ts';
import { renderTimeOfDay } from '../figures/figures.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { EmptyHint } from '../parts/EmptyHint.tsx';
import { filterLog, logLevels, parseLevel, renderLogText, type LogLevel } from '../state/logLines.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';
import { useFollow } from './useFollow.ts';
import { useLog } from './useLog.ts';

export interface LogTabProps {
  readonly id: string;
  readonly currentRun: string | null;
}

/** What the worker wrote, run by run: history first, then as it comes. */
export function LogTab({ id, currentRun }: LogTabProps) {
  const t = useTexts();
  const [asked, setAsked] = useState<string | null>(null);
  const [filter, setFilter] = useState('');
  const log = useLog(id, asked, currentRun);
  const wanted = useDeferredValue(filter);
  const [level, setLevel] = useState<LogLevel>('plain');
  const shown = useMemo(() => filterLog(log.lines ?? [], wanted, level), [log.lines, wanted, level]);
  if (log.lines === null) return <Skeleton height={320} aria-label={t.common.loading} />;
  if (log.runs.length === 0) return <EmptyHint title={t.log.empty} />;
  const newest = log.runs[0];
  return (
    <section className="card log" aria-label={t.instance.tabs.log}>
      <div className="card-head log-head">
        <NativeSelect
          aria-label={t.log.run}
          value={log.runId ?? ''}
          onChange={(event) => setAsked(event.currentTarget.value)}
          data={log.runs.map((run) => ({
            value: run,
            label: run === newest ? t.log.latestRun({ id: run }) : run,
          }))}
        />
        <NativeSelect
          aria-label={t.log.level}
          value={level}
          onChange={(event) => setLevel(event.currentTarget.value as LogLevel)}
          data={logLevels.map((value) => ({ value, label: t.log.levels[value] }))}
        />
        <TextInput
          className="spread"
          type="search"
          aria-label={t.log.filter}
          placeholder={t.log.filter}
          leftSection={<IconFilter size={14} />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <span className="dim small log-count">
          {t.log.count({ shown: shown.length, total: log.lines.length })}
        </span>
        <CopyButton text={shown.map(({ text }) => renderLogText(text)).join('\n')} label={t.log.copy} />
      </div>
      {!log.isAllRead && (
        <Button variant="subtle" onClick={() => void log.readOlder()}>
          {t.log.older}
        </Button>
      )}
      {shown.length === 0 ? <EmptyHint title={t.log.noMatch} /> : <LogLines key={log.runId} lines={shown} />}
    </section>
  );
}

function LogLines({ lines }: { readonly lines: readonly LogLine[] }) {
  const t = useTexts();
  const language = useLanguage();
  const { boxRef, isFollowing, follow, virtual } = useFollow(lines.length, 20);
  return (
    <>
      <div className="log-box mono" ref={boxRef} tabIndex={0} role="group" aria-label={t.log.lines}>
        <ol style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            const text = renderLogText(line.text);
            return (
              <li
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                data-level={parseLevel(text)}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <time className="dim">{renderTimeOfDay(line.at, language)}</time>
                <span>{text}</span>
              </li>
            );
          })}
        </ol>
      </div>
      {!isFollowing && (
        <Button
          className="to-latest"
          variant="filled"
          leftSection={<IconArrowDown size={14} />}
          onClick={follow}
        >
          {t.log.latest}
        </Button>
      )}
    </>
  );
}
