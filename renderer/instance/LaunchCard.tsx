import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { LaunchView } from '../../electron/contract/instance.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { FailureNote } from '../parts/FailureNote.tsx';
import { renderThrown } from '../parts/failureTexts.ts';
import { useAccess, usePanel } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';

/** Renewed where a run or an edit may have changed it. */
export interface LaunchCardProps {
  readonly id: string;
  readonly renewKey: string;
}

/** What the worker is started with: command, folder, each variable with its source, and what is kept from it. */
export function LaunchCard(props: LaunchCardProps) {
  const t = useTexts();
  const mayRead = useAccess()?.scopes.includes('operate');
  return (
    <section className="card" aria-label={t.launch.title}>
      <div className="card-head">
        <h2>{t.launch.title}</h2>
      </div>
      {mayRead === true && <Launch {...props} />}
      {mayRead === false && <p className="card-body dim">{t.launch.readOnly}</p>}
    </section>
  );
}

function Launch({ id, renewKey }: LaunchCardProps) {
  const t = useTexts();
  const { call } = usePanel();
  const [launch, setLaunch] = useState<LaunchView | null>(null);
  const [refused, setRefused] = useState<unknown>(null);
  useEffect(() => {
    let isOver = false;
    call('instances.launch', { id })
      .then((view) => {
        if (isOver) return;
        setLaunch(view);
        setRefused(null);
      })
      .catch((error: unknown) => {
        if (!isOver) setRefused(error);
      });
    return () => {
      isOver = true;
    };
  }, [call, id, renewKey]);
  if (launch) return <LaunchBody launch={launch} />;
  if (refused === null) return <Skeleton height={120} aria-label={t.common.loading} />;
  return (
    <div className="card-body">
      <FailureNote failure={{ ...renderThrown(refused, t), cause: t.launch.failed }} />
    </div>
  );
}

function LaunchBody({ launch: { command, cwd, env, withheld } }: { readonly launch: LaunchView }) {
  const t = useTexts();
  const line = command.map(quoteWord).join(' ');
  const variables = env.map(({ name, value }) => `${name}=${value}`).join('\n');
  return (
    <div className="card-body stack launch">
      <div className="launch-line">
        <p className="label">{t.launch.command}</p>
        <div className="row launch-code">
          <code className="mono spread">{line}</code>
          <CopyButton text={line} label={t.launch.copyCommand} />
        </div>
      </div>
      <div className="launch-line">
        <p className="label">{t.launch.cwd}</p>
        <code className="mono">{cwd}</code>
      </div>
      <div className="launch-line">
        <div className="row">
          <p className="label">
            {t.launch.env} <span className="dim">{env.length}</span>
          </p>
          <CopyButton text={variables} label={t.launch.copyEnv} />
        </div>
        <div className="launch-env" tabIndex={0} role="region" aria-label={t.launch.env}>
          <table>
            <thead className="hidden-visually">
              <tr>
                <th scope="col">{t.launch.name}</th>
                <th scope="col">{t.launch.value}</th>
                <th scope="col">{t.launch.source}</th>
              </tr>
            </thead>
            <tbody>
              {env.map(({ name, value, source }) => (
                <tr key={name} data-source={source}>
                  <th scope="row" className="mono">
                    {name}
                  </th>
                  <td className="mono">{value}</td>
                  <td className="dim small">{t.launch.sources[source]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <div className="launch-line">
        <p className="label">{t.launch.withheld}</p>
        <p className="dim small">{withheld.length > 0 ? t.launch.withheldHint : t.launch.withheldNone}</p>
        {withheld.length > 0 && <code className="mono">{withheld.join('  ')}</code>}
      </div>
    </div>
  );
}

/** A word of a command line as a shell reads it back. */
function quoteWord(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
