import { Button, CopyButton, Skeleton } from '@mantine/core';
import { IconCheck, IconCopy, IconRefresh } from '@tabler/icons-react';
import type { Finding } from '../../electron/contract/machine.ts';
import { DiagnosticsButton } from '../diagnostics/DiagnosticsButton.tsx';
import { renderTimeOfDay } from '../figures/figures.ts';
import { ProgressLine } from '../parts/ProgressLine.tsx';
import { useNow } from '../parts/useNow.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';
import { FindingRow } from './FindingRow.tsx';
import { listAttention, listGroups, renderReport } from './renderFinding.ts';
import { useChecks } from './useChecks.ts';

/** What the prechecks found: first what needs somebody, then the rest by what it is about. */
export function ChecksRoom() {
  const t = useTexts();
  const { checked, checkingSince, check } = useChecks();
  return (
    <>
      <div className="room-head">
        <h1>{t.checks.title}</h1>
        {checked && <Summary {...checked} />}
        <span className="spread" />
        {checked && <ReportButton findings={checked.findings} />}
        <DiagnosticsButton />
        <Button
          leftSection={<IconRefresh size={14} />}
          disabled={checkingSince !== null}
          onClick={() => void check()}
        >
          {t.checks.again}
        </Button>
      </div>
      {checkingSince !== null && <Checking since={checkingSince} />}
      {!checked && <Skeleton height={220} aria-label={t.checks.checking} />}
      {checked && <Findings findings={checked.findings} />}
    </>
  );
}

function Summary({ at, findings }: { readonly at: number; readonly findings: readonly Finding[] }) {
  const t = useTexts();
  const language = useLanguage();
  const count = (wanted: Finding['verdict']) => findings.filter(({ verdict }) => verdict === wanted).length;
  const [bad, warnings] = [count('bad'), count('warning')];
  return (
    <span className="dim" role="status">
      {bad > 0 && `${t.checks.problems({ count: bad })} · `}
      {warnings > 0 && `${t.checks.warnings({ count: warnings })} · `}
      {bad + warnings === 0 && `${t.checks.allGood} · `}
      {t.checks.at({ time: renderTimeOfDay(at, language) })}
    </span>
  );
}

function ReportButton({ findings }: { readonly findings: readonly Finding[] }) {
  const t = useTexts();
  const language = useLanguage();
  return (
    <CopyButton value={renderReport(findings, t, language)}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          onClick={copy}
        >
          {copied ? t.common.copied : t.checks.copyReport}
        </Button>
      )}
    </CopyButton>
  );
}

/** How long a check has been going on: trying CUDA on every card can take a minute. */
function Checking({ since }: { readonly since: number }) {
  const t = useTexts();
  const now = useNow(1_000);
  const words = t.checks.checkingFor({ seconds: Math.max(0, Math.floor((now - since) / 1000)) });
  return (
    <div className="checking">
      <ProgressLine label={t.checks.checking} fraction={null} />
      <span className="dim">{words}</span>
    </div>
  );
}

function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const t = useTexts();
  const attention = listAttention(findings);
  return (
    <>
      {attention.length > 0 && (
        <section className="card findings-attention" aria-labelledby="attention">
          <h2 id="attention">{t.checks.attention}</h2>
          <FindingList findings={attention} />
        </section>
      )}
      <div className="findings-groups">
        {listGroups(findings).map(({ group, findings: own }) => (
          <section key={group} className="card" aria-labelledby={`group-${group}`}>
            <h2 id={`group-${group}`}>{t.checks.groups[group]}</h2>
            <FindingList findings={own} />
          </section>
        ))}
      </div>
    </>
  );
}

function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <ul className="findings">
      {findings.map((finding, index) => (
        <FindingRow key={`${finding.code} ${index}`} finding={finding} />
      ))}
    </ul>
  );
}
