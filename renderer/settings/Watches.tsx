import { ActionIcon, Switch, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconEye,
  IconEyeOff,
  IconPlugConnectedX,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { WatchView } from '../../electron/contract/watch.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { FailureNote } from '../parts/FailureNote.tsx';
import { renderFailure } from '../parts/failureTexts.ts';
import { StateMark, type Mark } from '../parts/StateMark.tsx';
import { useAct } from '../parts/useAct.tsx';
import { useHost } from '../state/panel.ts';
import type { Texts } from '../texts/en.ts';
import { useTexts } from '../texts/useTexts.ts';
import { AddWatch } from './AddWatch.tsx';
import { TargetChoice } from './TargetChoice.tsx';

const marks: Readonly<Record<WatchView['state'], Mark>> = {
  looking: { Icon: IconRefresh, tone: 'run' },
  watching: { Icon: IconEye, tone: 'ok' },
  off: { Icon: IconEyeOff, tone: 'idle' },
  missing: { Icon: IconPlugConnectedX, tone: 'warn' },
  unreadable: { Icon: IconAlertTriangle, tone: 'bad' },
};

/** Folders whose new recordings are transcribed by themselves. */
export function Watches() {
  const t = useTexts();
  const watches = useHost((state) => state.watches) ?? [];
  return (
    <>
      <p className="dim small">{t.watches.hint}</p>
      {watches.length > 0 && (
        <ul className="watches">
          {watches.map((watch) => (
            <WatchRow key={watch.id} watch={watch} />
          ))}
        </ul>
      )}
      <AddWatch />
    </>
  );
}

function WatchRow({ watch }: { readonly watch: WatchView }) {
  const t = useTexts();
  const { act, isActing } = useAct();
  const [isAsking, setAsking] = useState(false);
  const { id, dir, isOn, state, trouble } = watch;
  return (
    <li className="watch">
      <div className="row watch-line">
        <Switch
          size="xs"
          checked={isOn}
          disabled={isActing}
          aria-label={t.watches.turn({ dir })}
          onChange={(event) => void act('watches.edit', { id, patch: { isOn: event.currentTarget.checked } })}
        />
        <code className="one-line spread" title={dir}>
          {dir}
        </code>
        <StateMark mark={marks[state]} word={t.watches.states[state]} />
        <Tooltip label={t.common.remove}>
          <ActionIcon onClick={() => setAsking(true)} aria-label={t.watches.remove({ dir })}>
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className="row watch-line watch-second">
        <TargetChoice
          label={t.watches.targetOf({ dir })}
          isLabelHidden
          target={watch.target}
          onChoose={(target) => void act('watches.edit', { id, patch: { target } })}
        />
        <WatchFigures watch={watch} />
      </div>
      {trouble && <FailureNote failure={renderTrouble(trouble, t)} />}
      <Confirm
        isOpen={isAsking}
        title={t.watches.removeTitle}
        action={t.common.remove}
        onConfirm={() => void act('watches.remove', { id })}
        onClose={() => setAsking(false)}
      >
        {t.watches.removeText({ dir })}
      </Confirm>
    </li>
  );
}

function renderTrouble({ path, count, failure }: NonNullable<WatchView['trouble']>, t: Texts) {
  const rendered = renderFailure(failure, t);
  const more = count > 1 ? ` (${t.watches.more({ count: count - 1 })})` : '';
  return { ...rendered, cause: `${path}${more} — ${rendered.cause}` };
}

function WatchFigures({ watch }: { readonly watch: WatchView }) {
  const t = useTexts();
  const { files, unsettled, taken } = watch;
  const figures = [
    files === null ? null : t.watches.files({ count: files }),
    unsettled > 0 ? t.watches.unsettled({ count: unsettled }) : null,
    taken > 0 ? t.watches.taken({ count: taken }) : null,
  ];
  return <span className="dim small">{figures.filter((figure) => figure !== null).join(' · ')}</span>;
}
