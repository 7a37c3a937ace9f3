import { Button } from '@mantine/core';
import type { Admission } from '../../electron/contract/gpu.ts';
import type { InstanceSpec } from '../../electron/contract/instance.ts';
import { Changes } from '../access/Changes.tsx';
import { DeviceLabel } from '../cards/DeviceLabel.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { useTexts } from '../texts/useTexts.ts';
import { AdmissionFacts } from './AdmissionFacts.tsx';

/** A start that would not, or only just, fit on its card. */
export interface DoubtfulStart {
  readonly spec: InstanceSpec;
  readonly admission: Admission;
}

export interface StartDialogProps {
  readonly doubtful: DoubtfulStart | null;
  onAnyway(doubtful: DoubtfulStart): void;
  onClose(): void;
}

/** Says what the start needs and who holds the card, and asks. Cancel has the focus. */
export function StartDialog({ doubtful, onAnyway, onClose }: StartDialogProps) {
  const t = useTexts();
  const isTight = doubtful?.admission.verdict === 'tight';
  const title = isTight ? t.admissions.tightTitle : t.admissions.refusedTitle;
  return (
    <Dialog isOpen={doubtful !== null} width={480} title={doubtful && title(doubtful.spec)} onClose={onClose}>
      {doubtful && (
        <div className="stack start-dialog">
          <DeviceLabel device={doubtful.spec.device} />
          <p className="modal-text">{isTight ? t.admissions.tightText : t.admissions.refusedText}</p>
          <AdmissionFacts admission={doubtful.admission} />
          <div className="row modal-buttons">
            <Button onClick={onClose} data-autofocus>
              {t.common.cancel}
            </Button>
            <Changes>
              <Button
                variant="filled"
                color={isTight ? 'accent' : 'red.9'}
                onClick={() => onAnyway(doubtful)}
              >
                {t.admissions.startAnyway}
              </Button>
            </Changes>
          </div>
        </div>
      )}
    </Dialog>
  );
}
