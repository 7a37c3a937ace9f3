import { expect, test } from 'vitest';
import { keysCommand } from './keysCommand.ts';
import { parseCommand } from './command.ts';
import type { Terminal } from './command.ts';

const terminal = { home: '/nowhere', language: 'en', tell: () => undefined } as unknown as Terminal;

test.each([
  [['create', 'n8n', '--scope', 'everything'], '--scope takes transcribe, metrics, panel-read, panel'],
  [['create', 'n8n', '--uploads', '0'], '--uploads is 1 at least'],
  [['create', 'n8n', '--file-mib', '9999'], '--file-mib is 2048 at most'],
  [['create'], 'a name of 1 to 64'],
  [['revoke', 'a', 'b'], 'does not know'],
])('keys %j is refused before any host is reached', async (args, said) => {
  await expect(keysCommand.run(terminal, parseCommand(keysCommand, args))).rejects.toThrow(said);
});
