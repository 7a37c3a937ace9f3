import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

interface ToolProps {
  readonly label: string;
  readonly isOff?: boolean;
  readonly isPressed?: boolean;
  readonly children: ReactNode;
  onClick(): void;
}

/** An icon with its name to press. */
export function Tool({ label, isOff = false, isPressed, children, onClick }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} aria-pressed={isPressed} disabled={isOff} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
