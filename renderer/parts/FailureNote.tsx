import { Button } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { renderRoute } from '../state/route.ts';
import { useTexts } from '../texts/useTexts.ts';
import { CopyButton } from './CopyButton.tsx';
import type { FailureTexts } from './failureTexts.ts';

/** Cause first, then the fix, then details to open and copy. */
export function FailureNote({ failure }: { readonly failure: FailureTexts }) {
  const t = useTexts();
  return (
    <div className="failure-note">
      <IconAlertCircle size={15} aria-hidden="true" className="failure-icon" />
      <div className="spread failure-words">
        <p>
          <strong>{failure.cause}</strong> {failure.fix}
        </p>
        {failure.place && (
          <Button size="xs" component="a" href={renderRoute(failure.place.route)}>
            {failure.place.word}
          </Button>
        )}
        <details>
          <summary>{t.common.details}</summary>
          <div className="row failure-details">
            <pre className="mono spread">{failure.details}</pre>
            <CopyButton text={failure.details} label={t.common.copyDetails} />
          </div>
        </details>
      </div>
    </div>
  );
}
