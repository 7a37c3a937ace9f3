import { Kbd, Modal } from '@mantine/core';
import { useTexts } from '../texts/useTexts.ts';

const control = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';

/** The list of keys. */
export function ShortcutsHelp({ isOpen, onClose }: { readonly isOpen: boolean; onClose(): void }) {
  const t = useTexts();
  const rows: readonly (readonly [readonly string[], string])[] = [
    [[control, 'O'], t.shortcuts.open],
    [[control, 'F'], t.shortcuts.find],
    [[control, ','], t.shortcuts.settings],
    [['Alt', '1…4'], t.shortcuts.rooms],
    [[t.shortcuts.space], t.shortcuts.play],
    [['?'], t.shortcuts.help],
    [['Esc'], t.shortcuts.close],
  ];
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t.frame.shortcuts}
      size="sm"
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <dl className="keys">
        {rows.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key} size="xs">
                  {key}
                </Kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
