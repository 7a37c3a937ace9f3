/** What the mock host says of starts: what they would meet on their card, and what a worker is started with. */
import type { Admission, CardView } from '../../electron/contract/gpu.ts';
import type { DeviceChoice, InstanceView, LaunchView } from '../../electron/contract/instance.ts';
import type { Handlers } from './mockHandlers.ts';
import { Refused, type MockState } from './mockState.ts';

const needMiB = 6_240;
const tightMiB = 1_024;

export function gpuHandlers(state: MockState): Handlers {
  return {
    'instances.admission': (input: { device: DeviceChoice }) => ({
      admission: findAdmission(state.gpus.cards, input.device),
    }),
    'instances.launch': (input: { id: string }) => makeLaunch(state.instance(input.id)),
    'instances.start': (input: { id: string; anyway: boolean }) => {
      const instance = state.instance(input.id);
      const admission = findAdmission(state.gpus.cards, instance.spec.device);
      if (admission?.verdict === 'refused' && !input.anyway) throw new Refused('gpu-memory-short');
      return state.putInstance({ ...instance, phase: 'ready', cause: null, phaseSince: Date.now() });
    },
  };
}

function findAdmission(cards: readonly CardView[], device: DeviceChoice): Admission | null {
  if (device.kind === 'cpu') return null;
  const card = cards.find(
    ({ reading, slices }) => reading.uuid === device.uuid || slices.some(({ uuid }) => uuid === device.uuid),
  );
  const freeMiB = card?.ledger.freeMiB ?? { unknown: 'not-asked' };
  const promisedMiB = 1_500;
  const leftMiB = typeof freeMiB === 'number' ? freeMiB - promisedMiB - needMiB : null;
  return {
    verdict: leftMiB === null ? 'unknown' : leftMiB < 0 ? 'refused' : leftMiB < tightMiB ? 'tight' : 'fits',
    needMiB,
    needBasis: card?.reading.index === 0 ? 'learned' : 'guess',
    freeMiB,
    promisedMiB,
    holders: [...(card?.ledger.parts ?? [])].sort((a, b) => (b.memoryMiB ?? 0) - (a.memoryMiB ?? 0)),
  };
}

function makeLaunch({ spec }: InstanceView): LaunchView {
  const pin = spec.device.kind === 'cpu' ? '' : spec.device.uuid;
  return {
    command: [
      '/home/op/.local/share/paradeck/env/funasr-3f2a/bin/python',
      '-X',
      'utf8',
      '-m',
      'paradeck_worker',
    ],
    cwd: '/home/op/.local/share/paradeck/instances/meetings',
    env: [
      { name: 'CUDA_VISIBLE_DEVICES', value: pin, source: 'pin' },
      { name: 'CUDA_DEVICE_ORDER', value: 'PCI_BUS_ID', source: 'pin' },
      { name: 'HF_ENDPOINT', value: 'https://hf-mirror.example', source: 'spec' },
      { name: 'LANG', value: 'zh_CN.UTF-8', source: 'inherited' },
      { name: 'OMP_NUM_THREADS', value: '4', source: 'default' },
      { name: 'PATH', value: '/usr/local/bin:/usr/bin:/bin', source: 'inherited' },
      { name: 'PYTHONUNBUFFERED', value: '1', source: 'default' },
    ],
    withheld: ['CONDA_PREFIX', 'LD_PRELOAD', 'PYTHONHOME', 'PYTHONPATH'],
  };
}
