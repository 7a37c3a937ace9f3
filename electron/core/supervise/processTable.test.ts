import { describe, expect, it } from 'vitest';
import { parseProcessTable, plainCommand, planProcessTable } from './processTable.ts';

describe('processes where there is no /proc', () => {
  it('are asked for by pid alone, never by name', () => {
    expect(planProcessTable('darwin', [7, 42])).toEqual({
      file: 'ps',
      args: ['-ww', '-o', 'pid=,lstart=,command=', '-p', '7,42'],
    });
    const { file, args } = planProcessTable('win32', [7, 42]);
    expect(file).toBe('powershell.exe');
    expect(args.at(-1)).toContain('-Filter "ProcessId=7 or ProcessId=42"');
  });

  it('are read from ps', () => {
    const text = '   42 Mon Nov  3 20:46:54 2026 /env/bin/python -m paradeck_worker\n\nps: nonsense\n';
    expect(parseProcessTable('darwin', text)).toEqual([
      {
        ...{ pid: 42, group: null, started: null, nonce: null },
        ...{ command: '/env/bin/python -m paradeck_worker', startedAt: Date.parse('2026-11-03T20:46:54') },
      },
    ]);
  });

  it('are read from Windows, whatever it quotes', () => {
    const command = '"D:\\my env\\python.exe"  -m paradeck_worker';
    const [found] = parseProcessTable('win32', `42 1763930814000 ${command} \r\n43 1763930814000 \r\n`);
    expect(found).toMatchObject({ pid: 42, startedAt: 1_763_930_814_000 });
    expect(found?.command).toBe(plainCommand('D:\\my env\\python.exe -m paradeck_worker'));
  });
});
