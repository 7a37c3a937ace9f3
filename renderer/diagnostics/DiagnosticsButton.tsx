import { Button } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import { useState } from 'react';
import { bundlePart } from '../../electron/contract/diagnostics.ts';
import type { Diagnostics } from '../../electron/contract/diagnostics.ts';
import { diagnosticsTexts } from '../../electron/contract/diagnosticsTexts.ts';
import { Changes } from '../access/Changes.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { ProgressLine } from '../parts/ProgressLine.tsx';
import { useAct } from '../parts/useAct.tsx';
import { useLanguage, useTexts } from '../texts/useTexts.ts';
import { readBase64 } from '../wire/readBase64.ts';
import { saveBlob } from '../wire/saveBlob.ts';

/** Says what a diagnostics bundle holds, makes it and lets the user save it. */
export function DiagnosticsButton() {
  const t = useTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Changes>
        <Button variant="default" leftSection={<IconFileZip size={14} />} onClick={() => setOpen(true)}>
          {t.diagnostics.title}
        </Button>
      </Changes>
      <Dialog isOpen={isOpen} width={440} title={t.diagnostics.title} onClose={() => setOpen(false)}>
        <Bundle onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Bundle({ onClose }: { onClose(): void }) {
  const t = useTexts();
  const { intro, never, parts } = diagnosticsTexts[useLanguage()];
  const { act, isActing } = useAct();
  const [made, setMade] = useState<Diagnostics | null>(null);
  const make = async () => {
    const bundle = await act('host.diagnostics', {});
    if (bundle === null) return;
    saveBlob(bundle.fileName, new Blob([readBase64(bundle.zipBase64)], { type: 'application/zip' }));
    setMade(bundle);
  };
  return (
    <div className="stack">
      <p className="modal-text">{intro}</p>
      <ul className="modal-list">
        {bundlePart.options.map((part) => (
          <li key={part}>{parts[part]}</li>
        ))}
      </ul>
      <p className="modal-text">{never}</p>
      <div role="status">
        {isActing && <ProgressLine label={t.diagnostics.making} fraction={null} />}
        {made && <p className="modal-text">{t.diagnostics.saved({ name: made.fileName })}</p>}
      </div>
      <div className="row modal-buttons">
        <Button onClick={onClose}>{made ? t.common.close : t.common.cancel}</Button>
        <Button variant="filled" disabled={isActing} onClick={() => void make()} data-autofocus>
          {made ? t.diagnostics.again : t.diagnostics.make}
        </Button>
      </div>
    </div>
  );
}
