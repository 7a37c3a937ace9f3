import { IconFlask } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useHost } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';

const productName = 'ParaDeck';

/** Says on every page, and in the window's title, that the cards are made up. */
export function SimulatedBanner() {
  const t = useTexts();
  const isSimulated = useHost(({ gpus }) => gpus.isSimulated) ?? false;
  useEffect(() => {
    document.title = isSimulated ? `[${t.gpus.simulated}] ${productName}` : productName;
  }, [isSimulated, t]);
  if (!isSimulated) return null;
  return (
    <section className="banner simulated" aria-label={t.gpus.simulated}>
      <IconFlask size={16} aria-hidden="true" />
      <strong>{t.gpus.simulated}</strong>
      <span>{t.gpus.simulatedHint}</span>
    </section>
  );
}
