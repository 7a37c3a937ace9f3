import { ActionIcon, CopyButton as Copier, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTexts } from '../texts/useTexts.ts';

/** Copies a text; `label` says which. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }) {
  const t = useTexts();
  return (
    <Copier value={text}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t.common.copied : (label ?? t.common.copy)}>
          <ActionIcon onClick={copy} aria-label={copied ? t.common.copied : (label ?? t.common.copy)}>
            {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
          </ActionIcon>
        </Tooltip>
      )}
    </Copier>
  );
}
