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

export function makeFindings(): Finding[] {
  const found: Omit<Finding, 'group' | 'command'>[] = [
    {
      code: 'node-good',
      verdict: 'good',
      message: 'Node 24.21.0.',
      fix: null,
      detail: { version: '24.21.0' },
    },
    {
      code: 'disk-low',
      verdict: 'bad',
      message: '0.8 GiB free at /var/paradeck.',
      fix: 'Free space, or set PARADECK_HOME to a folder on a larger disk.',
      detail: { path: '/var/paradeck', freeGiB: 0.8 },
    },
    {
      code: 'ram-low',
      verdict: 'warning',
      message: '1.9 of 23.5 GiB of memory free.',
      fix: 'Close other programs, or run fewer instances.',
      detail: { totalGiB: 23.5, freeGiB: 1.9 },
    },
    {
      code: 'ffmpeg-good',
      verdict: 'good',
      message: 'ffmpeg 5.1.6 at /usr/bin/ffmpeg.',
      fix: null,
      detail: { path: '/usr/bin/ffmpeg', version: '5.1.6', source: 'system' },
    },
    { code: 'gpu-none', verdict: 'good', message: 'No NVIDIA GPU was found.', fix: null, detail: {} },
    {
      code: 'a-newer-check',
      verdict: 'unknown',
      message: 'Something a newer host looks at.',
      fix: null,
      detail: {},
    },
  ];
  return found.map((one) => ({ ...one, group: 'box', command: null }));
}
