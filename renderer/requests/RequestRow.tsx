import { Anchor, Tooltip } from '@mantine/core';
import type { RequestView } from '../../electron/contract/request.ts';
import { renderTimeOfDay } from '../figures/figures.ts';
import { renderRoute } from '../state/route.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';
import { listPhaseParts, renderShortTime } from './phaseParts.ts';

/** One answer: when, what was asked, who asked, how it ended and where its time went. */
export function RequestRow({ view, doorName }: { readonly view: RequestView; readonly doorName: string }) {
  const t = useTexts();
  const language = useLanguage();
  const { at, method, route, status, code, keyName, jobId, times } = view;
  return (
    <tr data-failed={status >= 400 || undefined}>
      <td className="number">{renderTimeOfDay(at, language)}</td>
      <th scope="row">
        <code>{method === 'WS' ? t.requests.recording : `${method} ${route}`}</code>
        <span className="dim small">{doorName}</span>
      </th>
      <td>{keyName ?? <span className="dim">{t.requests.noKey}</span>}</td>
      <td>
        <span className="request-status">{status}</span>
        {code && <code className="dim small">{code}</code>}
        {times > 1 && (
          <span className="dim small" title={t.requests.times({ count: times })}>
            {' '}
            × {times}
          </span>
        )}
      </td>
      <td>
        <Phases view={view} />
      </td>
      <td>
        {jobId ? (
          <Anchor
            href={renderRoute({ room: 'transcripts', jobId, query: '' })}
            aria-label={t.requests.openJob({ id: jobId })}
          >
            <code>{jobId.slice(0, 10)}</code>
          </Anchor>
        ) : (
          <span className="dim">—</span>
        )}
      </td>
    </tr>
  );
}

/** The whole time, and a bar of its parts that says them in words, too. */
function Phases({ view }: { readonly view: RequestView }) {
  const t = useTexts();
  const parts = listPhaseParts(view);
  const words = parts.map(({ name, ms }) => `${t.requests[name]} ${renderShortTime(ms)}`).join(' · ');
  return (
    <div className="request-time">
      <span className="number">{renderShortTime(view.totalMs)}</span>
      {parts.length > 0 && (
        <Tooltip label={words}>
          <span className="request-bar" role="img" aria-label={words}>
            {parts.map(({ name, share }) => (
              <span key={name} data-phase={name} style={{ width: `${share * 100}%` }} />
            ))}
          </span>
        </Tooltip>
      )}
    </div>
  );
}
