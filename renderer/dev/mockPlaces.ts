/** Made-up models and findings for working on the panel without a host. */
import type { Finding } from '../../electron/contract/machine.ts';
import type { ModelView } from '../../electron/contract/model.ts';

const notice = {
  'zh-CN': '演示模型只认识少量词语，用于试用和测试，不能用于工作。',
  en: 'The demo model knows only a small vocabulary. It is for trying and testing, not for work.',
};

export function makeModels(): ModelView[] {
  const good = [
    { item: 'model_quant.onnx', isGood: true, message: 'present, 2.1 MiB' },
    { item: 'tokens.json', isGood: true, message: '412 tokens, as the graph wants' },
    { item: 'am.mvn', isGood: true, message: '560 values' },
  ];
  const make = (id: string, name: string, role: ModelView['role']): ModelView => ({
    id,
    name,
    role,
    dir: `/opt/paradeck/resources/demo-model/${role}`,
    isDemo: true,
    notice: role === 'asr' ? notice : null,
    isUsable: true,
    checks: good,
    precisions: role === 'asr' ? ['fp32', 'int8'] : ['fp32'],
    bytes: 2_300_000,
    modelKey: role === 'asr' ? 'a'.repeat(64) : null,
  });
  const bad: ModelView = {
    ...make('pl', 'paraformer-large', 'asr'),
    dir: '/srv/models/damo/speech_paraformer-large_asr_nat-zh-cn-16k-common-vocab8404-onnx',
    isDemo: false,
    notice: null,
    isUsable: false,
    bytes: 238_000_000,
    checks: [
      { item: 'model_quant.onnx', isGood: true, message: 'present, 227 MiB' },
      { item: 'tokens.json', isGood: false, message: 'has 4233 entries, the graph wants 8404' },
      { item: 'am.mvn', isGood: false, message: 'missing' },
    ],
  };
  return [
    make('demo-asr', 'Demo Paraformer', 'asr'),
    make('demo-vad', 'Demo VAD', 'vad'),
    make('demo-punc', 'Demo punctuation', 'punc'),
    bad,
  ];
}

function makeFinding(code: string, verdict: Finding['verdict'], over: Partial<Finding> = {}): Finding {
  const plain = { code, verdict, group: 'box', message: '', fix: null, command: null, detail: {} } as const;
  return { ...plain, ...over };
}

export function makeFindings(): Finding[] {
  return [
    makeFinding('node-good', 'good', { detail: { version: '24.21.0' } }),
    makeFinding('disk-low', 'bad', { detail: { path: '/var/paradeck', freeGiB: 0.8 } }),
    makeFinding('ram-low', 'warning', { detail: { totalGiB: 23.5, freeGiB: 1.9 } }),
    makeFinding('gpu-driver-good', 'good', { group: 'cards', detail: { version: '535.54.03' } }),
    makeFinding('gpu-card-good', 'good', {
      group: 'cards',
      detail: { name: 'NVIDIA L40S', index: 0, memory: '24 GiB', capability: '8.9' },
    }),
    makeFinding('torch-driver-old', 'bad', {
      group: 'cards',
      command:
        '/envs/asr/bin/python -m pip install --force-reinstall torch --index-url https://download.pytorch.org/whl/cu126',
      detail: { version: '2.13.0', build: '13.0', driver: '535.54.03', needed: 580 },
    }),
    makeFinding('shared-card-oom', 'bad', {
      group: 'cards',
      command: 'paradeck instances edit ASR-2 --batch-size-s 150',
      detail: {
        name: 'ASR-2',
        card: 'NVIDIA L40S (0)',
        others: 'ASR-1 5 GiB, train.py (pid 77) 15 GiB',
        better: '',
        batchSizeS: 300,
      },
    }),
    makeFinding('ffmpeg-good', 'good', {
      group: 'audio',
      detail: { path: '/usr/bin/ffmpeg', version: '5.1.6' },
    }),
    makeFinding('models-good', 'good', { group: 'models', detail: { count: 3 } }),
    makeFinding('panel-behind-ssh', 'unknown', {
      group: 'doors',
      command: 'ssh -N -L 8017:127.0.0.1:8017 -p 30122 root@10.0.0.5',
      detail: { port: 8017 },
    }),
    makeFinding('a-newer-check', 'unknown', { message: 'Something a newer host looks at.' }),
  ];
}
