import { Button } from '@mantine/core';
import { useState } from 'react';
import { Changes } from '../access/Changes.tsx';
import { openRoute } from '../frame/useRoute.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { sayDone, useAct } from '../parts/useAct.tsx';
import { useTexts } from '../texts/useTexts.ts';
import { ExportMany } from './ExportMany.tsx';

export interface SelectionBarProps {
  readonly chosen: ReadonlySet<string>;
  /** Ids of the rows that are drawn. */
  readonly shown: readonly string[];
  readonly openId: string | null;
  onChoose(chosen: ReadonlySet<string>): void;
}

/** What can be done with the transcripts that are selected. */
export function SelectionBar({ chosen, shown, openId, onChoose }: SelectionBarProps) {
  const t = useTexts();
  const { act, isActing } = useAct();
  const [isAsking, setAsking] = useState(false);
  const [isExporting, setExporting] = useState(false);
  const { size: count } = chosen;
  const remove = async () => {
    let removed = 0;
    for (const id of chosen) {
      if (!(await act('jobs.remove', { id }))) break;
      removed += 1;
    }
    onChoose(new Set());
    if (removed > 0) sayDone(t.history.removed({ count: removed }));
    if (openId !== null && chosen.has(openId)) openRoute({ room: 'transcripts', jobId: null, query: '' });
  };
  return (
    <div className="row selection-bar">
      <span className="spread dim small" role="status">
        {t.history.selected({ count })}
      </span>
      <Button variant="subtle" onClick={() => onChoose(new Set(shown))}>
        {t.history.selectAll}
      </Button>
      <Button disabled={count === 0} onClick={() => setExporting(true)}>
        {t.exports.action}
      </Button>
      <ExportMany
        isOpen={isExporting}
        which={{ kind: 'ids', ids: [...chosen] }}
        onClose={() => setExporting(false)}
      />
      <Changes>
        <Button disabled={count === 0 || isActing} loading={isActing} onClick={() => setAsking(true)}>
          {t.common.remove}
        </Button>
      </Changes>
      <Confirm
        isOpen={isAsking}
        title={t.history.removeTitle({ count })}
        action={t.common.remove}
        onConfirm={() => void remove()}
        onClose={() => setAsking(false)}
      >
        {t.history.removeText}
      </Confirm>
    </div>
  );
}
