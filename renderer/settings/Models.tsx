import { ActionIcon, Badge, Tooltip } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { ModelView } from '../../electron/contract/model.ts';
import { renderBytes } from '../figures/figures.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { EmptyHint } from '../parts/EmptyHint.tsx';
import { StateMark } from '../parts/StateMark.tsx';
import { useAct } from '../parts/useAct.tsx';
import { useLanguage, useTexts } from '../texts/useTexts.ts';
import { AddModel } from './AddModel.tsx';
import { CheckLines } from './CheckLines.tsx';
import { FetchModel } from './FetchModel.tsx';

/** The models the host knows, with the lines of their checks. */
export function Models({ models }: { readonly models: readonly ModelView[] }) {
  const t = useTexts();
  return (
    <>
      {models.length === 0 && <EmptyHint title={t.models.empty} />}
      <ul className="models">
        {models.map((model) => (
          <ModelRow key={model.id} model={model} />
        ))}
      </ul>
      <AddModel />
      <FetchModel />
    </>
  );
}

function ModelRow({ model }: { readonly model: ModelView }) {
  const t = useTexts();
  const language = useLanguage();
  const { act, isActing } = useAct();
  const [isAsking, setAsking] = useState(false);
  const { id, name, role, dir, isDemo, notice, isUsable, checks, bytes } = model;
  const mark = isUsable
    ? ({ Icon: IconCircleCheck, tone: 'ok' } as const)
    : ({ Icon: IconCircleX, tone: 'bad' } as const);
  return (
    <li className="model">
      <div className="row row-wrap">
        <strong className="model-name">{name}</strong>
        <span className="dim">{t.models.roles[role]}</span>
        {isDemo && (
          <Badge variant="light" color="yellow" size="sm" radius="sm" className="demo-badge">
            {t.jobs.demo}
          </Badge>
        )}
        <span className="spread" />
        <StateMark mark={mark} word={isUsable ? t.models.usable : t.models.unusable} />
        <span className="dim">{renderBytes(bytes)}</span>
        {!isDemo && (
          <Tooltip label={t.common.remove}>
            <ActionIcon
              disabled={isActing}
              onClick={() => setAsking(true)}
              aria-label={`${t.common.remove} ${name}`}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <p className="mono dim one-line" title={dir}>
        {dir}
      </p>
      {notice && <p className="small dim">{notice[language]}</p>}
      <details open={!isUsable}>
        <summary>{t.models.checks}</summary>
        <CheckLines checks={checks} />
      </details>
      <Confirm
        isOpen={isAsking}
        title={t.models.removeTitle({ name })}
        action={t.common.remove}
        onConfirm={() => void act('models.remove', { id })}
        onClose={() => setAsking(false)}
      >
        {t.models.removeText}
      </Confirm>
    </li>
  );
}
