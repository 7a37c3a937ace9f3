import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/useTexts.ts';

export interface DialogProps {
  readonly isOpen: boolean;
  readonly title: ReactNode;
  /** Width, px; left out: that of a question. */
  readonly width?: number;
  readonly children: ReactNode;
  onClose(): void;
}

/** What stands before everything else until it is closed, by its cross, Esc or a click beside it. */
export function Dialog({ isOpen, title, width, children, onClose }: DialogProps) {
  const t = useTexts();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      size={width ?? 'sm'}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      {children}
    </Modal>
  );
}
