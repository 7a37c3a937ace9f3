import { Button, Menu } from '@mantine/core';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Transcript } from '../../electron/contract/job.ts';
import { transcriptFormat } from '../../electron/contract/job.ts';
import { Changes } from '../access/Changes.tsx';
import { openRoute } from '../frame/useRoute.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { useAct, useTellFailure } from '../parts/useAct.tsx';
import { usePanel } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';

/** Takes the transcript along as a file, or removes it. */
export function ReaderActions({ transcript }: { readonly transcript: Transcript }) {
  const t = useTexts();
  const { wire } = usePanel();
  const { act } = useAct();
  const tell = useTellFailure();
  const [isAsking, setAsking] = useState(false);
  const { jobId, name } = transcript;
  const remove = async () => {
    if (await act('jobs.remove', { id: jobId })) openRoute({ room: 'transcripts', jobId: null, query: '' });
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button leftSection={<IconDownload size={14} />}>{t.transcripts.exportAs}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {transcriptFormat.options.map((format) => (
            <Menu.Item key={format} onClick={() => void wire.saveExport(jobId, format).catch(tell)}>
              {t.transcripts.formats[format]}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Changes>
            <Menu.Item
              className="danger"
              leftSection={<IconTrash size={15} />}
              onClick={() => setAsking(true)}
            >
              {t.common.remove}
            </Menu.Item>
          </Changes>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        isOpen={isAsking}
        title={t.jobs.removeTitle({ name })}
        action={t.common.remove}
        onConfirm={() => void remove()}
        onClose={() => setAsking(false)}
      >
        {t.jobs.removeText}
      </Confirm>
    </>
  );
}
