import { Button, Skeleton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconHelpCircle,
  IconRefresh,
} from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { findingCode, type Finding } from '../../electron/contract/machine.ts';
import { renderTimeOfDay } from '../figures/figures.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { StateMark, type Mark } from '../parts/StateMark.tsx';
import { useTellFailure } from '../parts/useAct.tsx';
import { usePanel } from '../state/panel.ts';
import type { Texts } from '../texts/en.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';

const marks: Readonly<Record<Finding['verdict'], Mark>> = {
  bad: { Icon: IconCircleX, tone: 'bad' },
  warning: { Icon: IconAlertTriangle, tone: 'warn' },
  unknown: { Icon: IconHelpCircle, tone: 'idle' },
  good: { Icon: IconCircleCheck, tone: 'ok' },
};
const order = Object.keys(marks);

interface Checked {
  readonly at: number;
  readonly findings: readonly Finding[];
}

/** What the prechecks found, the worst first: cause, fix, details. */
export function ChecksRoom() {
  const t = useTexts();
  const language = useLanguage();
  const { checked, isChecking, check } = useChecks();
  const findings = checked?.findings.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  const bad = findings?.filter(({ verdict }) => verdict === 'bad').length ?? 0;
  const warnings = findings?.filter(({ verdict }) => verdict === 'warning').length ?? 0;
  return (
    <>
      <div className="room-head">
        <h1>{t.checks.title}</h1>
        {checked && (
          <span className="dim" role="status">
            {bad > 0 && `${t.checks.problems({ count: bad })} · `}
            {warnings > 0 && `${t.checks.warnings({ count: warnings })} · `}
            {bad + warnings === 0 && `${t.checks.allGood} · `}
            {t.checks.at({ time: renderTimeOfDay(checked.at, language) })}
          </span>
        )}
        <span className="spread" />
        <Button leftSection={<IconRefresh size={14} />} loading={isChecking} onClick={() => void check()}>
          {t.checks.again}
        </Button>
      </div>
      {!findings && <Skeleton height={220} aria-label={t.checks.checking} />}
      {findings && (
        <ul className="card findings">
          {findings.map((finding, index) => (
            <FindingRow key={`${finding.code} ${index}`} finding={finding} />
          ))}
        </ul>
      )}
    </>
  );
}

function FindingRow({ finding }: { readonly finding: Finding }) {
  const t = useTexts();
  const { verdict, message, code, detail } = finding;
  const { cause, fix } = renderFinding(finding, t);
  const details = [
    `${code}: ${message}`,
    ...Object.entries(detail).map(([key, value]) => `${key}: ${value}`),
  ].join('\n');
  return (
    <li className="finding">
      <span className="finding-verdict">
        <StateMark mark={marks[verdict]} word={t.checks.verdicts[verdict]} />
      </span>
      <div className="spread">
        <p className="finding-cause">{cause}</p>
        {fix && <p>{fix}</p>}
        <details>
          <summary>{t.common.details}</summary>
          <div className="row failure-details">
            <pre className="mono spread">{details}</pre>
            <CopyButton text={details} label={t.common.copyDetails} />
          </div>
        </details>
      </div>
    </li>
  );
}

/** The finding in the user's language; a newer host's in the host's own words. */
function renderFinding({ code, message, fix, detail }: Finding, t: Texts) {
  const known = findingCode.safeParse(code);
  if (!known.success) return { cause: message, fix };
  const texts = t.findings[known.data];
  return { cause: texts.cause(detail), fix: texts.fix };
}

function useChecks() {
  const { call } = usePanel();
  const tell = useTellFailure();
  const [checked, setChecked] = useState<Checked | null>(null);
  const [isChecking, setChecking] = useState(true);
  const read = useCallback(
    () =>
      call('host.checks', {})
        .then(({ findings }) => setChecked({ at: Date.now(), findings }))
        .catch(tell)
        .finally(() => setChecking(false)),
    [call, tell],
  );
  useEffect(() => void read(), [read]);
  const check = () => {
    setChecking(true);
    return read();
  };
  return { checked, isChecking, check };
}
