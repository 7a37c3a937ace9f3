import type { ReactNode } from 'react';
import { useIsReadOnly } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';

/** Around controls that change something: off, with the reason, for who signed in to look only. It takes no room of its own. */
export function Changes({ children }: { readonly children: ReactNode }) {
  const t = useTexts();
  const isReadOnly = useIsReadOnly();
  return (
    <fieldset
      className="changes"
      disabled={isReadOnly}
      title={isReadOnly ? t.access.readOnlyReason : undefined}
    >
      {children}
    </fieldset>
  );
}
