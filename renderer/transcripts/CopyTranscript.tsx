import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { Transcript } from '../../electron/contract/job.ts';
import { useTexts } from '../texts/useTexts.ts';
import { renderTimedLines } from './timedLines.ts';

/** Takes the text to the clipboard: as it reads, or a line a sentence with its time. */
export function CopyTranscript({ transcript }: { readonly transcript: Transcript }) {
  const t = useTexts();
  const { copied, copy } = useClipboard({ timeout: 1500 });
  const label = copied ? t.common.copied : t.common.copy;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={label}>
          <ActionIcon aria-label={label}>
            {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => copy(transcript.text.trim())}>{t.transcripts.copyText}</Menu.Item>
        <Menu.Item onClick={() => copy(renderTimedLines(transcript.sentences))}>
          {t.editing.copyTimed}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
