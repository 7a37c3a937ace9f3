import { Spotlight, spotlight, type SpotlightActionData } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useHost, useIsReadOnly } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { findCommands, isLooking, planCommands, type Command } from './planCommands.ts';
import { useDeeds } from './useDeeds.ts';

/** Shown at once; more are found by typing. */
const shownAtOnce = 40;

export interface PaletteProps {
  /** Grows with every opening. */
  readonly asked: number;
  onHelp(): void;
}

/** The list of all commands: type, choose by the arrows, Enter. */
export function Palette({ asked, onHelp }: PaletteProps) {
  const t = useTexts();
  const [query, setQuery] = useState('');
  const state = useHost((known) => known);
  const does = useDeeds(onHelp);
  useEffect(() => spotlight.open(), [asked]);
  const isReadOnly = useIsReadOnly();
  const all = state ? planCommands(state, t) : [];
  const commands = findCommands(isReadOnly ? all.filter(isLooking) : all, query, t);
  const render = ({ id, label, detail, deed }: Command): SpotlightActionData => ({
    ...{ id, label, onClick: () => does(deed) },
    ...(detail !== undefined && { description: detail }),
  });
  const groups = Object.entries(t.palette.groups)
    .map(([group, name]) => ({
      group: name,
      actions: commands.filter((command) => command.group === group).map(render),
    }))
    .filter(({ actions }) => actions.length > 0);
  return (
    <Spotlight
      actions={groups}
      query={query}
      onQueryChange={setQuery}
      nothingFound={t.palette.nothing}
      filter={(_query, found) => found}
      limit={shownAtOnce}
      shortcut={null}
      scrollable
      highlightQuery
      transitionProps={{ duration: 120 }}
      attributes={{ content: { 'aria-label': t.palette.title } }}
      searchProps={{
        leftSection: <IconSearch size={16} aria-hidden="true" />,
        placeholder: t.palette.search,
        'aria-label': t.palette.search,
      }}
    />
  );
}
