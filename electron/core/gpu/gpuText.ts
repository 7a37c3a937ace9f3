/** What nvidia-smi printed as readings. Never throws: a broken row is left out and told in `oddities`. */
import type {
  Figure,
  GpuHealth,
  GpuProcess,
  GpuReading,
  Label,
  MigDevice,
  UnknownReason,
} from '../../contract/gpu.ts';
import { isKnown, parseAbsence, parseFigure, parseLabel } from './gpuCell.ts';

/** Fields every driver since 2017 answers; asked at each poll (nvidia-smi --help-query-gpu). */
export const commonFields = [
  'index',
  'uuid',
  'name',
  'pci.bus_id',
  'memory.total',
  'memory.used',
  'memory.free',
  'utilization.gpu',
  'temperature.gpu',
  'power.draw',
  'power.limit',
  'fan.speed',
  'pstate',
  'driver_version',
] as const;

/** Fields only some drivers know: one unknown field fails a whole query, so each is tried apart at the start. */
export const optionalFields = [
  'memory.reserved',
  'mig.mode.current',
  'driver_model.current',
  'compute_cap',
] as const;

export interface GpuTable {
  readonly gpus: readonly GpuReading[];
  readonly oddities: readonly string[];
}

/** Splits a row by its header's order. A name may hold commas: what is too much belongs to the name. */
function splitRow(line: string, columns: readonly string[]): Map<string, string> | null {
  const cells = line.split(',').map((cell) => cell.trim());
  const surplus = cells.length - columns.length;
  const nameAt = columns.indexOf('name');
  if (surplus < 0 || (surplus > 0 && nameAt < 0)) return null;
  if (surplus > 0) cells.splice(nameAt, surplus + 1, cells.slice(nameAt, nameAt + surplus + 1).join(', '));
  return new Map(columns.map((column, at) => [column, cells[at] ?? '']));
}

/** `memory.total [MiB]` → `memory.total`; null where the line is not a header. */
export function parseHeader(line: string): readonly string[] | null {
  const columns = line.split(',').map((cell) => cell.trim().replace(/\s*\[[^\]]*\]$/, ''));
  return columns.includes('uuid') || columns.includes('gpu_uuid') ? columns : null;
}

/** stdout of `--query-gpu=… --format=csv`: a header line, then a row a card. */
export function parseGpuTable(text: string): GpuTable {
  const oddities: string[] = [];
  const gpus: GpuReading[] = [];
  let columns: readonly string[] | null = null;
  for (const line of text.split(/\r?\n/).filter((candidate) => candidate.trim() !== '')) {
    if (columns === null) {
      columns = parseHeader(line);
      if (columns === null) oddities.push(line);
      continue;
    }
    const gpu = foldRow(splitRow(line, columns));
    if (gpu === null) oddities.push(line);
    else gpus.push(gpu);
  }
  return { gpus, oddities };
}

function foldRow(row: Map<string, string> | null): GpuReading | null {
  const uuid = row?.get('uuid') ?? '';
  if (row === null || !/^GPU-/i.test(uuid)) return null;
  const figure = (name: string): Figure => readFigure(row, name);
  const label = (name: string): Label =>
    row.has(name) ? parseLabel(row.get(name) ?? '') : { unknown: 'not-asked' };
  const index = parseFigure(row.get('index') ?? '');
  return {
    index: isKnown(index) && Number.isInteger(index) ? index : null,
    uuid,
    name: label('name'),
    pciBusId: label('pci.bus_id'),
    memoryTotalMiB: figure('memory.total'),
    memoryReservedMiB: figure('memory.reserved'),
    memoryUsedMiB: figure('memory.used'),
    memoryFreeMiB: figure('memory.free'),
    utilisationPercent: figure('utilization.gpu'),
    temperatureC: figure('temperature.gpu'),
    powerW: figure('power.draw'),
    powerLimitW: figure('power.limit'),
    fanPercent: figure('fan.speed'),
    pstate: label('pstate'),
    driverVersion: label('driver_version'),
    migMode: label('mig.mode.current'),
    driverModel: label('driver_model.current'),
    computeCapability: figure('compute_cap'),
    health: foldHealth([...row.values()]),
  };
}

function readFigure(row: ReadonlyMap<string, string>, name: string): Figure {
  const cell = row.get(name);
  return cell === undefined ? { unknown: 'not-asked' } : parseFigure(cell);
}

/** A card is as ill as its worst cell; a lone `[Unknown Error]` in one field is not an illness. */
function foldHealth(cells: readonly string[]): GpuHealth {
  const absences = cells.map(parseAbsence);
  const has = (reason: UnknownReason): boolean => absences.includes(reason);
  if (has('gpu-lost')) return 'lost';
  if (has('needs-reset')) return 'needs-reset';
  return absences.filter((reason) => reason === 'error').length > 2 ? 'error' : 'good';
}

/** stdout of `--query-compute-apps=gpu_uuid,pid,process_name,used_gpu_memory --format=csv`. Header only: no process. */
export function parseProcesses(text: string): readonly GpuProcess[] {
  const rows: GpuProcess[] = [];
  for (const line of text.split(/\r?\n/)) {
    const process = parseProcess(line);
    if (process !== null) rows.push(process);
  }
  return rows;
}

/** uuid and pid from the left, memory from the right: a process name may hold commas. */
function parseProcess(line: string): GpuProcess | null {
  const [gpuUuid = '', pidCell = '', ...rest] = line.split(',').map((cell) => cell.trim());
  if (!/^(GPU|MIG)-/i.test(gpuUuid)) return null;
  const pid = parseFigure(pidCell);
  const memory = rest.length > 1 ? rest.at(-1) : undefined;
  const name = rest.length > 1 ? rest.slice(0, -1).join(', ') : (rest[0] ?? '');
  return {
    gpuUuid,
    pid: !isKnown(pid) || (Number.isInteger(pid) && pid > 0) ? pid : { unknown: 'unparsable' },
    name: parseLabel(name),
    memoryMiB: memory === undefined ? { unknown: 'not-available' } : parseFigure(memory),
  };
}

/** MIG slices from `nvidia-smi -L`; each belongs to the card on the line above it. */
export function parseMigDevices(text: string): readonly MigDevice[] {
  const slices: MigDevice[] = [];
  let gpuUuid: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    const uuid = /\(UUID:\s*([^)\s]+)\)/.exec(line)?.[1];
    if (/^GPU \d+:/.test(line)) gpuUuid = uuid ?? null;
    const profile = /^\s+MIG (\S+)\s+Device/.exec(line)?.[1];
    if (profile !== undefined && uuid !== undefined && gpuUuid !== null)
      slices.push({ gpuUuid, uuid, profile });
  }
  return slices;
}
