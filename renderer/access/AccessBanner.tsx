import { Button } from '@mantine/core';
import { IconEye, IconLockOpen } from '@tabler/icons-react';
import { useAccess } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { signOut } from '../wire/session.ts';

/** Says who is signed in and that a key to look only changes nothing; in red, that the panel is open to the network unencrypted. */
export function AccessBanner() {
  const t = useTexts();
  const access = useAccess();
  if (!access) return null;
  const { keyName, scopes, panel } = access;
  const isUnsafe = panel !== null && panel.isExposed && !panel.isTls && location.protocol !== 'https:';
  return (
    <>
      {isUnsafe && (
        <section className="banner exposed" aria-label={t.access.exposed}>
          <IconLockOpen size={16} aria-hidden="true" />
          <strong>{t.access.exposed}</strong>
          <span>{t.access.exposedText}</span>
        </section>
      )}
      {keyName !== null && (
        <section className="banner signed-in" aria-label={t.access.signedInAs({ name: keyName })}>
          <IconEye size={16} aria-hidden="true" />
          {!scopes.includes('operate') && <strong>{t.access.readOnly}</strong>}
          <span className="spread">
            {t.access.signedInAs({ name: keyName })}
            {!scopes.includes('operate') && ` ${t.access.readOnlyText}`}
          </span>
          <Button onClick={() => void signOut()}>{t.access.signOut}</Button>
        </section>
      )}
    </>
  );
}
