import { Kbd } from '@mantine/core';
import { Dialog } from '../parts/Dialog.tsx';
import { useTexts } from '../texts/useTexts.ts';
import { controlKey, shortcutRows } from './shortcutKeys.ts';

/** The list of keys. */
export function ShortcutsHelp({ isOpen, onClose }: { readonly isOpen: boolean; onClose(): void }) {
  const t = useTexts();
  const names: Readonly<Record<string, string>> = { Control: controlKey, Space: t.shortcuts.space };
  return (
    <Dialog isOpen={isOpen} title={t.frame.shortcuts} onClose={onClose}>
      <dl className="keys">
        {shortcutRows.map(({ id, keys }) => (
          <div key={id}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key} size="xs">
                  {names[key] ?? key}
                </Kbd>
              ))}
            </dt>
            <dd>{t.shortcuts[id]}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
