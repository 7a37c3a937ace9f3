import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog } from './Dialog.tsx';
import { useTexts } from '../texts/useTexts.ts';

export interface ConfirmProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly action: string;
  /** Nothing is lost by it: a plain button, which has the focus. */
  readonly isSafe?: boolean;
  readonly children: ReactNode;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before something that cannot be taken back (Cancel has the focus), or is large. */
export function Confirm({ isOpen, title, action, isSafe = false, ...rest }: ConfirmProps) {
  const { children, onConfirm, onClose } = rest;
  const t = useTexts();
  return (
    <Dialog isOpen={isOpen} title={title} onClose={onClose}>
      <div className="stack">
        <p className="modal-text">{children}</p>
        <div className="row modal-buttons">
          <Button onClick={onClose} data-autofocus={!isSafe || undefined}>
            {t.common.cancel}
          </Button>
          <Button
            variant="filled"
            {...(isSafe ? { 'data-autofocus': true } : { color: 'red.9' })}
            onClick={() => {
              onClose();
              onConfirm();
            }}
          >
            {action}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
