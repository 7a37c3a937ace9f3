import { IconPlugConnectedX } from '@tabler/icons-react';
import { useLink } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';

/** Says when what is shown is not live. */
export function Banner() {
  const t = useTexts();
  const link = useLink();
  return (
    <div role="status" className={link === 'lost' || link === 'refused' ? 'banner' : 'hidden-visually'}>
      {(link === 'lost' || link === 'refused') && (
        <>
          <IconPlugConnectedX size={16} aria-hidden="true" />
          <strong>{t.link[link]}</strong>
          <span>{link === 'lost' ? t.link.lostHint : t.link.refusedHint}</span>
        </>
      )}
    </div>
  );
}
