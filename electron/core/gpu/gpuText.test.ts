import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gpuProcess, gpuReading } from '../../contract/gpu.ts';
import { parseFigure } from './gpuCell.ts';
import { failures, listTexts, otherTables, processRows, queryHeader, queryRows } from './gpuRecorded.ts';
import { parseGpuTable, parseMigDevices, parseProcesses } from './gpuText.ts';
import { foldProbe } from './gpuVerdict.ts';

test.each(queryRows)('%s (%s) reads as its row says', (_id, _source, row) => {
  const { gpus, oddities } = parseGpuTable(`${queryHeader}\n${row}\n`);
  expect(oddities).toEqual([]);
  const cells = row.split(', ');
  const [gpu] = gpus;
  expect(gpu).toMatchObject({
    index: Number(cells[0]),
    uuid: cells[1],
    name: cells[2],
    memoryTotalMiB: Number.parseInt(cells[4] ?? '', 10),
    memoryUsedMiB: Number.parseInt(cells[6] ?? '', 10),
    temperatureC: Number(cells[9]),
    computeCapability: Number(cells[16]),
    health: 'good',
  });
  expect(gpu?.utilisationPercent).toEqual(
    cells[8] === '[N/A]' ? { unknown: 'not-available' } : Number.parseInt(cells[8] ?? '', 10),
  );
  expect(gpu?.fanPercent).toEqual(
    cells[12] === '[N/A]' ? { unknown: 'not-available' } : Number.parseInt(cells[12] ?? '', 10),
  );
});

test('a unified-memory card has no memory figures, and none of them is 0', () => {
  const [gpu] = parseGpuTable(otherTables['R08'] ?? '').gpus;
  expect(gpu).toMatchObject({
    memoryTotalMiB: { unknown: 'not-available' },
    memoryUsedMiB: { unknown: 'not-available' },
    utilisationPercent: 0,
  });
  expect(gpu?.fanPercent).toEqual({ unknown: 'not-asked' });
});

test('health is read from any cell and leaves the neighbour well', () => {
  const [ill, well] = parseGpuTable(otherTables['R11'] ?? '').gpus;
  expect(ill).toMatchObject({
    health: 'needs-reset',
    temperatureC: { unknown: 'needs-reset' },
    memoryUsedMiB: 0,
  });
  expect(well).toMatchObject({ health: 'good', memoryUsedMiB: 80620 });
  expect(parseGpuTable(otherTables['lost'] ?? '').gpus[0]).toMatchObject({
    health: 'lost',
    memoryUsedMiB: { unknown: 'gpu-lost' },
  });
});

test('columns are found by name, whatever their order', () => {
  expect(parseGpuTable(otherTables['R13'] ?? '').gpus[0]).toMatchObject({
    index: 0,
    driverModel: 'WDDM',
    memoryUsedMiB: 575,
    fanPercent: 38,
  });
});

test('a comma in a name stays in the name', () => {
  expect(parseGpuTable(otherTables['R14'] ?? '').gpus[0]).toMatchObject({
    name: 'Vendor, Model X',
    utilisationPercent: 50,
    memoryTotalMiB: 200,
  });
});

test('processes: memory from the right, uuid and pid from the left', () => {
  const rows = parseProcesses(
    `gpu_uuid, pid, process_name, used_gpu_memory [MiB]\n${Object.values(processRows).join('\n')}\n`,
  );
  expect(rows.map((row) => [row.pid, row.name, row.memoryMiB])).toEqual([
    [10550, './gpu_burn', 14410],
    [2056, 'C:\\Windows\\System32\\dwm.exe', { unknown: 'not-available' }],
    [{ unknown: 'no-permission' }, { unknown: 'no-permission' }, { unknown: 'no-permission' }],
    [43, '/a, b, c, d', 12],
    [42, { unknown: 'not-available' }, { unknown: 'not-available' }],
  ]);
  expect(parseProcesses('gpu_uuid, pid, process_name, used_gpu_memory [MiB]\n')).toEqual([]);
  expect(parseProcesses('')).toEqual([]);
});

test('MIG slices belong to the card above them; an error line among good ones is no card', () => {
  expect(parseMigDevices(listTexts['L01'] ?? '')).toMatchObject([
    { gpuUuid: 'GPU-00000000-0000-0000-0000-000000000000', profile: '3g.40gb' },
    { uuid: 'MIG-00000002-0000-0000-0000-000000000002', profile: '1g.10gb' },
  ]);
  expect(parseMigDevices(listTexts['L03'] ?? '')).toEqual([]);
});

test.each(failures)('%s (exit %s) is understood', (_id, exitCode, stdout, fault) => {
  const verdict = foldProbe({ exitCode, stdout, stderr: '', spawnError: null, isTimedOut: false });
  expect(verdict?.fault).toBe(fault);
  expect(
    foldProbe({ exitCode, stdout: '', stderr: stdout, spawnError: null, isTimedOut: false })?.fault,
  ).toBe(fault);
});

test('the field a driver does not know is named, so that it can be left out', () => {
  const stdout = 'Field "memory.reserved" is not a valid field to query.\n';
  expect(foldProbe({ exitCode: 2, stdout, stderr: '', spawnError: null, isTimedOut: false })?.field).toBe(
    'memory.reserved',
  );
});

test('a warning after a good table is an answer; a missing program is not installed', () => {
  const table = `${queryHeader}\n${queryRows[0]?.[2] ?? ''}\nWARNING: infoROM is corrupted at gpu 0000:B3:00.0\n`;
  expect(
    foldProbe({ exitCode: 14, stdout: table, stderr: '', spawnError: null, isTimedOut: false }),
  ).toBeNull();
  const gone = {
    exitCode: null,
    stdout: '',
    stderr: '',
    spawnError: 'spawn nvidia-smi ENOENT',
    isTimedOut: false,
  };
  expect(foldProbe(gone)?.fault).toBe('not-installed');
});

/** Rows as recorded, with cells swapped, cut, doubled or replaced by every absent token. */
const mutated = fc
  .tuple(
    fc.constantFrom(...queryRows.map((row) => row[2])),
    fc.array(
      fc.tuple(
        fc.nat(20),
        fc.oneof(
          fc.string(),
          fc.constantFrom(
            '',
            'N/A',
            '[N/A]',
            '[GPU is lost]',
            'ERR!',
            '[Unknown Error]',
            '1e999',
            '18446744073709551615 MiB',
          ),
        ),
      ),
      { maxLength: 6 },
    ),
  )
  .map(([row, edits]) => {
    const cells = row.split(', ');
    for (const [at, text] of edits) cells[at % 20] = text;
    return cells.join(', ');
  });

const runs = process.env['PARADECK_TORTURE'] ? 100_000 : 3_000;

test(`${runs} damaged rows and texts give readings of the right shape and no figure that was not printed`, () => {
  fc.assert(
    fc.property(fc.oneof(mutated, fc.string()), (row) => {
      const { gpus } = parseGpuTable(`${queryHeader}\n${row}`);
      for (const gpu of gpus) {
        expect(gpuReading.safeParse(gpu).success).toBe(true);
        for (const value of [gpu.memoryUsedMiB, gpu.memoryTotalMiB, gpu.memoryFreeMiB]) {
          if (typeof value === 'number') expect(row).toContain(String(value).replace(/e.*/, '').slice(0, 3));
        }
      }
      for (const process of parseProcesses(row)) expect(gpuProcess.safeParse(process).success).toBe(true);
      parseMigDevices(row);
    }),
    { numRuns: runs },
  );
});

test('nothing but a printed zero reads as zero', () => {
  fc.assert(
    fc.property(fc.string(), (cell) => {
      if (parseFigure(cell) === 0) expect(cell).toMatch(/^\s*-?0+(\.0+)?/);
    }),
    { numRuns: 5_000 },
  );
});
