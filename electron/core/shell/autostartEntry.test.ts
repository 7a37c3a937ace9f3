import { expect, test } from 'vitest';
import { renderAutostart } from './autostartEntry.ts';

test('arguments are quoted, and what the file would read as its own is escaped', () => {
  const exec = renderAutostart(['/opt/Para Deck/paradeck', '100% "是"', '$HOME\\x', '--hidden']).split(
    '\n',
  )[3];
  expect(exec).toBe('Exec="/opt/Para Deck/paradeck" "100%% \\\\"是\\\\"" "\\\\$HOME\\\\\\\\x" "--hidden"');
});
