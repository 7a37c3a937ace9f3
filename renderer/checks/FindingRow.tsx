import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import type { Finding } from '../../electron/contract/machine.ts';
import { CommandLine } from '../parts/CommandLine.tsx';
import { CopyButton } from '../parts/CopyButton.tsx';
import { StateMark, type Mark } from '../parts/StateMark.tsx';
import { useLanguage, useTexts } from '../texts/useTexts.ts';
import { renderDetails, renderFinding } from './renderFinding.ts';

const marks: Readonly<Record<Finding['verdict'], Mark>> = {
  bad: { Icon: IconCircleX, tone: 'bad' },
  warning: { Icon: IconAlertTriangle, tone: 'warn' },
  unknown: { Icon: IconHelpCircle, tone: 'idle' },
  good: { Icon: IconCircleCheck, tone: 'ok' },
};

/** Verdict, cause, what to do, the command that does it, and the facts behind it. What is good takes one line that opens. */
export function FindingRow({ finding }: { readonly finding: Finding }) {
  const t = useTexts();
  const language = useLanguage();
  const { verdict, command } = finding;
  const { cause, fix } = renderFinding(finding, language);
  return (
    <li className="finding">
      <span className="finding-verdict">
        <StateMark mark={marks[verdict]} word={t.checks.verdicts[verdict]} />
      </span>
      <div className="spread finding-words">
        {verdict === 'good' ? (
          <Facts finding={finding} summary={cause} />
        ) : (
          <>
            <p className="finding-cause">{cause}</p>
            {fix && <p>{fix}</p>}
            {command !== null && <CommandLine command={command} />}
            <Facts finding={finding} summary={t.common.details} />
          </>
        )}
      </div>
    </li>
  );
}

function Facts({ finding, summary }: { readonly finding: Finding; readonly summary: string }) {
  const t = useTexts();
  const details = renderDetails(finding);
  return (
    <details>
      <summary>{summary}</summary>
      <div className="row failure-details">
        <pre className="mono spread">{details}</pre>
        <CopyButton text={details} label={t.common.copyDetails} />
      </div>
    </details>
  );
}
