import { IconAlertTriangle } from '@tabler/icons-react';
import { torchReasonCode, type TorchPlan, type TorchReason } from '../../electron/contract/engine.ts';
import { torchReasonTextsEn, torchReasonTextsZhCN } from '../../electron/contract/torchReasonTexts.ts';
import type { Language } from '../../electron/contract/language.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';

const texts = { en: torchReasonTextsEn, 'zh-CN': torchReasonTextsZhCN } as const;

/** Which torch would come from where, why, and what stands against it. */
export function EngineReasons({ plan }: { readonly plan: TorchPlan }) {
  const t = useTexts();
  const language = useLanguage();
  const { requirement, index, reasons } = plan;
  return (
    <div className="engine-plan">
      {requirement !== null && <p>{t.engines.brings({ requirement, index: index ?? t.engines.ownIndex })}</p>}
      {reasons.map((reason) =>
        reason.verdict === 'good' ? (
          <p key={reason.code} className="dim small">
            {renderReason(reason, language)}
          </p>
        ) : (
          <p key={reason.code} className="device-warning small tone-warn">
            <IconAlertTriangle size={14} aria-hidden="true" />
            <span>
              {t.engines.warning} {renderReason(reason, language)}
            </span>
          </p>
        ),
      )}
    </div>
  );
}

/** In the panel's language; a newer host's reason by its code. */
function renderReason({ code, detail }: TorchReason, language: Language): string {
  const known = torchReasonCode.safeParse(code);
  return known.success ? texts[language][known.data](detail) : code;
}
