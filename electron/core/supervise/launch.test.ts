import { describe, expect, it } from 'vitest';
import { type LaunchFacts, planLaunch, viewLaunch } from './launch.ts';

const facts: LaunchFacts = {
  platform: 'linux',
  hostPid: 42,
  hostEnv: { PATH: '/usr/bin', HOME: '/home/a', LANG: 'zh_CN.UTF-8' },
  python: '/envs/onnx/bin/python',
  pythonDir: '/app/python',
  device: { kind: 'cpu' },
  threads: 3,
  env: {},
  command: null,
  nonce: 'n-1',
};

describe('planLaunch', () => {
  it('goes through the guard on Linux, named by the same interpreter, with the pid it may depend on', () => {
    const { file, args } = planLaunch(facts);
    expect([file, ...args].join(' ')).toBe(
      '/envs/onnx/bin/python -m paradeck_worker.guard 42 -- /envs/onnx/bin/python -m paradeck_worker',
    );
  });

  it.each(['darwin', 'win32'])('runs the worker itself on %s', (platform) => {
    const { file, args } = planLaunch({ ...facts, platform });
    expect([file, ...args]).toEqual(['/envs/onnx/bin/python', '-m', 'paradeck_worker']);
  });

  it('hands on what is on the list and nothing else', () => {
    const poison = {
      PYTHONPATH: '/mine',
      PYTHONHOME: '/mine',
      PYTHONSTARTUP: '/mine/rc.py',
      CONDA_PREFIX: '/conda',
      CONDA_DEFAULT_ENV: 'base',
      VIRTUAL_ENV: '/venv',
      NODE_OPTIONS: '--inspect',
      ELECTRON_RUN_AS_NODE: '1',
      LD_PRELOAD: '/evil.so',
      OPENAI_API_KEY: 'canary-1',
      GITHUB_TOKEN: 'canary-2',
      CUDA_VISIBLE_DEVICES: '3',
    };
    const { env } = planLaunch({ ...facts, hostEnv: { ...facts.hostEnv, ...poison } });
    expect(env).toEqual(planLaunch(facts).env);
    expect(Object.keys(env).sort()).toEqual(
      [
        ...['CUDA_DEVICE_ORDER', 'CUDA_VISIBLE_DEVICES', 'HF_HUB_OFFLINE', 'HOME', 'LANG', 'MKL_NUM_THREADS'],
        ...['NUMEXPR_NUM_THREADS', 'OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'PATH', 'PYTHONFAULTHANDLER'],
        ...['PYTHONPATH', 'PYTHONUNBUFFERED', 'PYTHONUTF8', 'PARADECK_STAMP'],
      ].sort(),
    );
    expect(env).toMatchObject({
      PYTHONPATH: '/app/python',
      OMP_NUM_THREADS: '3',
      PATH: '/envs/onnx/bin:/usr/bin',
    });
  });

  it.each([
    [{ kind: 'cpu' }, '-1'],
    [{ kind: 'gpu', uuid: 'GPU-1' }, 'GPU-1'],
    [{ kind: 'mig', uuid: 'MIG-2' }, 'MIG-2'],
  ] as const)('pins %o by %s, in the order of the bus', (device, visible) => {
    const { env } = planLaunch({ ...facts, device });
    expect(env).toMatchObject({ CUDA_VISIBLE_DEVICES: visible, CUDA_DEVICE_ORDER: 'PCI_BUS_ID' });
  });

  it('lets the spec set anything but the pin and our own code', () => {
    const mine = {
      OMP_NUM_THREADS: '9',
      MY_FLAG: 'x',
      CUDA_VISIBLE_DEVICES: '0',
      cuda_visible_devices: '1',
      PYTHONPATH: '/x',
      PARADECK_STAMP: 'somebody else',
    };
    const { env } = planLaunch({ ...facts, env: mine, device: { kind: 'gpu', uuid: 'GPU-1' } });
    expect(env).toMatchObject({
      OMP_NUM_THREADS: '9',
      MY_FLAG: 'x',
      CUDA_VISIBLE_DEVICES: 'GPU-1',
      PYTHONPATH: '/app/python',
      PARADECK_STAMP: 'n-1',
    });
    expect(env).not.toHaveProperty('cuda_visible_devices');
  });

  it("on Windows puts conda's library folders on the path and reads names in any case", () => {
    const { env } = planLaunch({
      ...facts,
      platform: 'win32',
      hostEnv: { Path: 'C:\\Windows', SystemRoot: 'C:\\Windows', Secret: 'x' },
      python: 'D:\\env\\python.exe',
    });
    expect(env['PATH']).toBe('D:\\env;D:\\env\\Library\\bin;D:\\env\\Scripts;C:\\Windows');
    expect(env['SYSTEMROOT']).toBe('C:\\Windows');
    expect(env).not.toHaveProperty('SECRET');
  });
});

describe('viewLaunch', () => {
  const shown = viewLaunch(
    {
      ...facts,
      hostEnv: { ...facts.hostEnv, CONDA_PREFIX: '/conda', OPENAI_API_KEY: 'canary-1' },
      device: { kind: 'gpu', uuid: 'GPU-1' },
      env: { OMP_NUM_THREADS: '9', My_Hub_Token: 'canary-2' },
    },
    '/home/a/work',
  );
  const find = (name: string) => shown.env.find((variable) => variable.name === name);

  it('says where each variable comes from, once each, by name', () => {
    expect(find('HOME')).toEqual({ name: 'HOME', value: '/home/a', source: 'inherited' });
    expect(find('MKL_NUM_THREADS')).toMatchObject({ value: '3', source: 'default' });
    expect(find('OMP_NUM_THREADS')).toMatchObject({ value: '9', source: 'spec' });
    expect(find('CUDA_VISIBLE_DEVICES')).toMatchObject({ value: 'GPU-1', source: 'pin' });
    const names = shown.env.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].sort());
    expect(Object.fromEntries(shown.env.map(({ name }) => [name, null]))).toEqual(
      Object.fromEntries(
        Object.keys(planLaunch({ ...facts, env: { My_Hub_Token: '' } }).env).map((name) => [name, null]),
      ),
    );
  });

  it('names what is kept back and shows no secret', () => {
    expect(shown.withheld).toEqual(['CONDA_PREFIX', 'OPENAI_API_KEY']);
    expect(find('My_Hub_Token')?.value).not.toContain('canary');
    expect(JSON.stringify(shown)).not.toContain('canary');
  });

  it('is the command and the folder themselves', () => {
    expect(shown.command).toEqual([planLaunch(facts).file, ...planLaunch(facts).args]);
    expect(shown.cwd).toBe('/home/a/work');
  });
});
