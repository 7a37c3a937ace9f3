import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/useTexts.ts';

export interface ConfirmProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly action: string;
  readonly children: ReactNode;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before something that cannot be taken back. Cancel has the focus. */
export function Confirm({ isOpen, title, action, children, onConfirm, onClose }: ConfirmProps) {
  const t = useTexts();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      size="sm"
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <div className="stack">
        <p className="modal-text">{children}</p>
        <div className="row modal-buttons">
          <Button onClick={onClose} data-autofocus>
            {t.common.cancel}
          </Button>
          <Button
            variant="filled"
            color="red.9"
            onClick={() => {
              onClose();
              onConfirm();
            }}
          >
            {action}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
