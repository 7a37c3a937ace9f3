import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconCommand, IconKeyboard, IconSearch } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { StateMark } from '../parts/StateMark.tsx';
import { useHost } from '../state/panel.ts';
import type { Route } from '../state/route.ts';
import { useTexts } from '../texts/useTexts.ts';
import { FloatPlace } from './FloatPlace.tsx';
import { planFleetState } from './fleetState.ts';
import { controlKey } from './shortcutKeys.ts';
import { openRoute } from './useRoute.ts';

export interface TopBarProps {
  readonly route: Route;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  onHelp(): void;
  onPalette(): void;
}

/** The fleet's state, the counts of jobs, and the search that leads to the transcripts. */
export function TopBar({ route, searchRef, onHelp, onPalette }: TopBarProps) {
  const t = useTexts();
  const query = route.room === 'transcripts' ? route.query : '';
  const onSearch = (text: string) => {
    const jobId = route.room === 'transcripts' ? route.jobId : null;
    openRoute({ room: 'transcripts', jobId, query: text }, route.room === 'transcripts' ? 'replace' : 'push');
  };
  return (
    <section className="top" aria-label={t.frame.status}>
      <FleetState />
      <Counts />
      <TextInput
        ref={searchRef}
        className="top-search"
        type="search"
        aria-label={t.frame.search}
        placeholder={t.frame.search}
        leftSection={<IconSearch size={14} />}
        value={query}
        maxLength={200}
        onChange={(event) => onSearch(event.currentTarget.value)}
      />
      <Tooltip label={`${t.palette.title} (${controlKey} K)`}>
        <ActionIcon className="top-palette" onClick={onPalette} aria-label={t.palette.title}>
          <IconCommand size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${t.frame.shortcuts} (?)`}>
        <ActionIcon className="top-help" onClick={onHelp} aria-label={t.frame.shortcuts}>
          <IconKeyboard size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <FloatPlace />
    </section>
  );
}

function FleetState() {
  const t = useTexts();
  const instances = useHost((state) => state.instances);
  if (!instances) return <span className="dim">{t.link.connecting}</span>;
  const { mark, word } = planFleetState(instances, t);
  return <StateMark mark={mark} word={word} />;
}

function Counts() {
  const t = useTexts();
  const counts = useHost((state) => state.counts);
  if (!counts) return null;
  return (
    <ul className="counts" aria-label={t.frame.jobCounts}>
      <li data-always="">{t.frame.running({ count: counts.active })}</li>
      <li>{t.frame.waiting({ count: counts.waiting })}</li>
      <li>{t.frame.done({ count: counts.done })}</li>
      {counts.failed > 0 && <li data-bad="">{t.frame.failed({ count: counts.failed })}</li>}
    </ul>
  );
}
