import { expect, it } from 'vitest';
import { planCondaRoots, planProgramFolders } from './programPlaces.ts';

it.each([
  [
    'linux',
    '/usr/local/bin',
    '/usr/bin',
    '/snap/bin',
    '/home/wang/.local/bin',
    '/home/wang/miniconda3/bin',
    '/opt/conda/bin',
  ],
  [
    'darwin',
    '/usr/local/bin',
    '/opt/homebrew/bin',
    '/opt/local/bin',
    '/home/wang/.pyenv/shims',
    '/home/wang/anaconda3/bin',
  ],
])(
  'a bare PATH on %s: the system’s, the user’s and conda’s folders, in this order',
  (platform, ...wanted) => {
    const folders = planProgramFolders(platform, {}, '/home/wang');
    expect(folders.filter((folder) => wanted.includes(folder))).toEqual(wanted);
    expect(folders.every((folder) => folder.startsWith('/'))).toBe(true);
  },
);

it('on Windows by its moved and localised roots', () => {
  const env = { LOCALAPPDATA: 'D:\\Lokal', ProgramFiles: 'D:\\Programme', ProgramData: 'D:\\Daten' };
  const folders = planProgramFolders('win32', env, 'D:\\Wang Fang');
  const wanted = [
    ...[
      'D:\\Lokal\\Programs\\Python\\Python312',
      'D:\\Programme\\Python311',
      'D:\\Lokal\\Microsoft\\WinGet\\Links',
    ],
    ...[
      'D:\\Daten\\chocolatey\\bin',
      'D:\\Wang Fang\\scoop\\shims',
      'C:\\ffmpeg\\bin',
      'D:\\Programme\\ffmpeg\\bin',
    ],
    ...['D:\\Wang Fang\\miniconda3', 'D:\\Daten\\miniforge3'],
  ];
  expect(folders.filter((folder) => wanted.includes(folder))).toEqual(wanted);
  expect(planProgramFolders('win32', {}, 'C:\\Users\\w')).toContain(
    'C:\\Users\\w\\AppData\\Local\\Programs\\Python\\Python313',
  );
});

it('the active conda environment comes before any installation', () => {
  expect(planCondaRoots('linux', { CONDA_PREFIX: '/data/envs/asr' }, '/home/w')[0]).toBe('/data/envs/asr');
  expect(planCondaRoots('linux', { CONDA_PREFIX: '' }, '/home/w')[0]).toBe('/home/w/miniconda3');
});
