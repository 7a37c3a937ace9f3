import { IconPlugConnectedX } from '@tabler/icons-react';
import { useLink } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';

/** Says when what is shown is not live. */
export function Banner() {
  const t = useTexts();
  const link = useLink();
  return (
    <div role="status" className={link === 'lost' ? 'banner' : 'hidden-visually'}>
      {link === 'lost' && (
        <>
          <IconPlugConnectedX size={16} aria-hidden="true" />
          <strong>{t.link.lost}</strong>
          <span>{t.link.lostHint}</span>
        </>
      )}
    </div>
  );
}
