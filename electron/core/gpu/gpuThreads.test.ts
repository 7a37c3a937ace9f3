/** Answers people posted, as recorded rows are in gpuRecorded.ts; a uuid is composed where the post had none. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldCardsAnswer } from './gpuAnswer.ts';
import { parseGpuTable, parseMigDevices, parseProcesses } from './gpuText.ts';
import type { ProbeRun } from './gpuVerdict.ts';

const none = { unknown: 'not-available' } as const;
const unsupported = { unknown: 'not-supported' } as const;
const notAsked = { unknown: 'not-asked' } as const;
const answer = (stdout: string, exitCode: number | null = 0): ProbeRun => ({
  ...{ exitCode, stdout, stderr: '', spawnError: null, isTimedOut: false },
});

test.each<[id: string, header: string, row: string, reads: object]>([
  [
    'R01 a newer driver',
    'memory.total, memory.free, memory.used, temperature.gpu, fan.speed, utilization.gpu, utilization.memory',
    '2004, 2004, 0, 44, [N/A], 0, 0',
    { memoryTotalMiB: 2004, memoryUsedMiB: 0, temperatureC: 44, fanPercent: none, utilisationPercent: 0 },
  ],
  [
    'R02 an older one',
    'memory.total, memory.free, memory.used, temperature.gpu, fan.speed, utilization.gpu, utilization.memory',
    '2004, 2004, 0, 44, [Not Supported], 0, 0',
    { memoryFreeMiB: 2004, fanPercent: unsupported },
  ],
  [
    'R03 a desktop card',
    'name, utilization.gpu, utilization.memory, temperature.gpu, power.draw, power.limit, fan.speed, pstate',
    'GeForce GTX 770, [Not Supported], [Not Supported], 52, [Not Supported], [Not Supported], 52 %, P0',
    {
      name: 'GeForce GTX 770',
      utilisationPercent: unsupported,
      powerW: unsupported,
      fanPercent: 52,
      pstate: 'P0',
    },
  ],
  [
    'R04 a draw above its limit, one field that fails',
    'name, utilization.gpu, utilization.memory, temperature.gpu, power.draw, power.limit, fan.speed, clocks.gr, clocks.mem, power.default_limit',
    'GeForce RTX 2080 Ti, 100, 37, 56, 228.82, 210.00, 56, 1560, 6800, [Unknown Error]',
    { powerW: 228.82, powerLimitW: 210, health: 'good' },
  ],
  ['R05 a lone error', 'fan.speed', '[Unknown Error]', { fanPercent: { unknown: 'error' }, health: 'good' }],
  [
    'R06 N/A without brackets',
    'power.limit, memory.total, driver_version, name, power.draw, temperature.gpu, temperature.memory, pstate',
    '200.00, 7979, 440.64, GeForce RTX 2080, 176.98, 45, N/A, P2',
    { powerLimitW: 200, memoryTotalMiB: 7979, driverVersion: '440.64', powerW: 176.98, temperatureC: 45 },
  ],
  [
    'R07 a virtual slice',
    'clocks.max.sm, memory.total, name',
    '[N/A], 24576, NVIDIA H100L-2-24C',
    { memoryTotalMiB: 24_576, memoryUsedMiB: notAsked, name: 'NVIDIA H100L-2-24C' },
  ],
  [
    'R09 unified memory',
    'index, name, memory.total [MiB], memory.free [MiB]',
    '0, NVIDIA GB10, [N/A], [N/A]',
    { index: 0, memoryTotalMiB: none, memoryFreeMiB: none, health: 'good' },
  ],
  [
    'R10 WSL2',
    'name, memory.total, memory.used',
    'NVIDIA GeForce RTX 4070 Ti SUPER, 16376, 14360',
    { memoryTotalMiB: 16_376, memoryUsedMiB: 14_360 },
  ],
  [
    'F09 cells of the plain table',
    'power.draw, fan.speed, memory.used, temperature.gpu',
    'ERR!, N/A, Not Supported, -5 C',
    { powerW: { unknown: 'error' }, fanPercent: none, memoryUsedMiB: unsupported, temperatureC: -5 },
  ],
])('%s', (_id, header, row, reads) => {
  const { gpus, oddities } = parseGpuTable(`uuid, ${header}\nGPU-0, ${row}\n`);
  expect(oddities).toEqual([]);
  expect(gpus[0]).toMatchObject(reads);
});

/** Total, reserved, used and free MiB, utilisation, fan and power as the cards of telegraf, netdata and others gave them. */
test.each<[id: string, cells: string, reads: readonly unknown[]]>([
  [
    'X01 A100 cut in slices',
    '81920, 869, 50, 80999, N/A, N/A, 67.03 W',
    [81_920, 869, 50, 80_999, none, none, 67.03],
  ],
  ['X02 A100 40GB', '40960, 605, 38, 40315, N/A, N/A, 66.92 W', [40_960, 605, 38, 40_315, none, none, 66.92]],
  ['X03 A10G', '23028, 435, 22, 22569, 0 %, 0 %, 25.58 W', [23_028, 435, 22, 22_569, 0, 0, 25.58]],
  ['X04 T4', '15360, 388, 1032, 13939, 0 %, N/A, 26.78 W', [15_360, 388, 1_032, 13_939, 0, none, 26.78]],
  ['X05 GTX 1070 Ti', '4096, , 42, 4054, 0 %, 100 %, N/A', [4_096, none, 42, 4_054, 0, 100, none]],
  ['X06 GTX 1660 Ti', '5912, , 0, 5912, 0 %, 0 %, 8.93 W', [5_912, none, 0, 5_912, 0, 0, 8.93]],
  ['X07 Quadro P400', '1998, , 0, 1998, 0 %, 34 %, N/A', [1_998, none, 0, 1_998, 0, 34, none]],
  ['X08 Quadro P2000', '5120, 66, 1, 5051, 0 %, 46 %, 4.61 W', [5_120, 66, 1, 5_051, 0, 46, 4.61]],
  ['X09 RTX 3060', '12288, 368, 116, 11806, 0 %, 0 %, 11.63 W', [12_288, 368, 116, 11_806, 0, 0, 11.63]],
  [
    'X10 RTX 3080, Windows',
    '10240, 173, 1128, 8938, 0 %, 0 %, 22.78 W',
    [10_240, 173, 1_128, 8_938, 0, 0, 22.78],
  ],
  [
    'X11 RTX 3080, full',
    '10240, 397, 9184, 660, 65 %, 0 %, 142.33 W',
    [10_240, 397, 9_184, 660, 65, 0, 142.33],
  ],
  ['X12 RTX 3090', '24576, 316, 1, 24258, 0 %, 0 %, 27.23 W', [24_576, 316, 1, 24_258, 0, 0, 27.23]],
  [
    'X13 RTX 4000 SFF',
    '20475, 460, 3534, 16482, 0 %, 30 %, 8.44 W',
    [20_475, 460, 3_534, 16_482, 0, 30, 8.44],
  ],
  [
    'X14 spaces within',
    'N/A, N/A, N/A, N/A, N/A,  40 % ,  66.84 W',
    [none, none, none, none, none, 40, 66.84],
  ],
  ['X15 GT 730', 'N/A, N/A, N/A, N/A, N/A, N/A, N/A', [none, none, none, none, none, none, none]],
])('%s', (_id, cells, reads) => {
  const header =
    'uuid, memory.total, memory.reserved, memory.used, memory.free, utilization.gpu, fan.speed, power.draw';
  const [gpu] = parseGpuTable(`${header}\nGPU-0, ${cells}`).gpus;
  expect([
    ...[gpu?.memoryTotalMiB, gpu?.memoryReservedMiB, gpu?.memoryUsedMiB, gpu?.memoryFreeMiB],
    ...[gpu?.utilisationPercent, gpu?.fanPercent, gpu?.powerW],
  ]).toEqual(reads);
});

test('X16 two cards of one board are two cards', () => {
  const rows = 'uuid, name\nGPU-0, Tesla K80\nGPU-1, Tesla K80\n';
  expect(parseGpuTable(rows).gpus.map(({ uuid }) => uuid)).toEqual(['GPU-0', 'GPU-1']);
});

test('L02 a slice with compute slices of its own', () => {
  const text =
    'GPU 0: NVIDIA H200 (UUID: GPU-0)\n  MIG 1c.3g.71gb  Device  0: (UUID: MIG-00000000-0000-0000-0000-000000000000)\n';
  expect(parseMigDevices(text)).toMatchObject([{ gpuUuid: 'GPU-0', profile: '1c.3g.71gb' }]);
});

test('names of processes as drivers print them; a row without a card is none of ours (P06)', () => {
  const names = ['mem? hog', 'mem "q" hog', 'memhög ünïcode', 'a, b'];
  const text = names.map((name) => `GPU-0, 7, ${name}, 12 MiB`).join('\n');
  expect(parseProcesses(`${text}\n79, [N/A]\n`).map(({ name }) => name)).toEqual(names);
});

test.each<[id: string, run: ProbeRun, fault: string | null]>([
  [
    'F06 a card off the bus fails the question for all',
    answer('Unable to determine the device handle for GPU 0000:0B:00.0: Unknown Error\n', 255),
    'gpu-lost',
  ],
  [
    'its words above the rows of the others',
    answer(
      'Unable to determine the device handle for gpu 0000:18:00.0: Unknown Error\nindex, uuid\n1, GPU-1\n',
    ),
    null,
  ],
  [
    'F10 the header of the plain table',
    answer('| NVIDIA-SMI 610.57.04   KMD Version: 610.57.04 |\n'),
    'failed',
  ],
  ['F11 an empty line between rows', answer('index, uuid\n\n0, GPU-0\n\n1, GPU-1\n'), null],
  ['F11 nothing said', answer(''), 'failed'],
  ['F11 ended by a signal', answer('', null), 'failed'],
  ['F12 words of the long form', answer('Used GPU Memory : Not available in WDDM driver model\n'), 'failed'],
  ['a header alone', answer('index, uuid, name\n'), 'no-devices'],
  ['a row nobody may read', answer('index, uuid\n0, [Insufficient Permissions]\n'), 'no-permission'],
])('%s', (_id, run, fault) => {
  const { fault: verdict, readings } = foldCardsAnswer(run);
  expect(verdict?.fault ?? null).toBe(fault);
  expect(readings.length > 0).toBe(fault === null);
});

test('no noise is an answer: without a card in it the cards of before stay, and none is called lost', () => {
  const runs = process.env['PARADECK_TORTURE'] === '1' ? 20_000 : 1_000;
  fc.assert(
    fc.property(fc.string(), fc.option(fc.nat(255)), (text, exitCode) => {
      const { fault, readings } = foldCardsAnswer(answer(text, exitCode));
      expect(fault === null).toBe(readings.length > 0);
      if (!/GPU-/i.test(text)) expect(fault).not.toBeNull();
    }),
    { numRuns: runs },
  );
});
