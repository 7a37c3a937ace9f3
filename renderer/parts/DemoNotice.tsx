import { IconInfoCircle } from '@tabler/icons-react';
import { useHost } from '../state/panel.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';

/** The demo model prints nonsense for a human voice; its own notice stands wherever its text is shown. */
export function DemoNotice({ modelName }: { readonly modelName: string }) {
  const t = useTexts();
  const language = useLanguage();
  const notice = useHost(({ models }) => {
    const demo = models.filter((model) => model.isDemo && model.notice !== null);
    return (demo.find((model) => model.name === modelName) ?? demo[0])?.notice;
  });
  return (
    <p className="demo-notice">
      <IconInfoCircle size={15} aria-hidden="true" />
      <span>
        <strong>{t.models.demoLead}</strong> {notice?.[language] ?? t.models.demoNotice}
      </span>
    </p>
  );
}
