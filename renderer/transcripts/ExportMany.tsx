import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { TranscriptFormat } from '../../electron/contract/job.ts';
import { transcriptFormat } from '../../electron/contract/job.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { ProgressLine } from '../parts/ProgressLine.tsx';
import { useTexts } from '../texts/useTexts.ts';
import type { ExportWhich } from './useExportMany.ts';
import { useExportMany } from './useExportMany.ts';

export interface ExportManyProps {
  readonly isOpen: boolean;
  readonly which: ExportWhich;
  onClose(): void;
}

/** Many transcripts as one zip: in which formats, how far it is, and a way to give it up. */
export function ExportMany({ isOpen, which, onClose }: ExportManyProps) {
  const t = useTexts();
  const [formats, setFormats] = useState<TranscriptFormat[]>(['txt']);
  const { progress, begin, stop } = useExportMany(onClose);
  const close = () => {
    stop();
    onClose();
  };
  return (
    <Dialog isOpen={isOpen} title={t.exports.title} onClose={close}>
      <div className="stack">
        <Checkbox.Group
          label={t.exports.formats}
          size="xs"
          value={formats}
          onChange={(chosen) => setFormats(transcriptFormat.array().parse(chosen))}
        >
          <div className="export-formats">
            {transcriptFormat.options.map((format) => (
              <Checkbox
                key={format}
                size="xs"
                value={format}
                disabled={progress !== null}
                label={t.transcripts.formats[format]}
              />
            ))}
          </div>
        </Checkbox.Group>
        {progress !== null && (
          <div className="small" role="status">
            <span className="dim">{t.exports.progress(progress)}</span>
            <ProgressLine
              fraction={progress.count === 0 ? null : progress.done / progress.count}
              label={t.exports.title}
            />
          </div>
        )}
        <div className="row export-buttons">
          <Button variant="subtle" onClick={close}>
            {t.common.cancel}
          </Button>
          <Button
            variant="filled"
            disabled={formats.length === 0}
            loading={progress !== null}
            onClick={() => begin(which, formats)}
          >
            {t.exports.begin}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
