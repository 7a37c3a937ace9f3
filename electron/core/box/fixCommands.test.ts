import { expect, it } from 'vitest';
import { installDriver, quote, removeEnvironment } from './fixCommands.ts';
import { healthyBox } from './sampleFacts.ts';

it.each([
  ['ASR-1', 'ASR-1'],
  ['/opt/envs/a_b/bin/python', '/opt/envs/a_b/bin/python'],
  ['三号 a', "'三号 a'"],
  ['$(reboot) `id` "x"; y', `'$(reboot) \`id\` "x"; y'`],
  ["it's", `'it'\\''s'`],
  ['', "''"],
  ['C:\\Program Files\\py\\python.exe', '"C:\\Program Files\\py\\python.exe"'],
  ['C:\\a" & del', `'C:\\a" & del'`],
])('%j is the one word %s of a pasted command', (text, word) => {
  expect(quote(text)).toBe(word);
});

it('takes the folder of an environment from its interpreter', () => {
  const { platform } = healthyBox;
  expect(removeEnvironment('/my envs/onnx-1/bin/python', platform)).toBe("rm -rf '/my envs/onnx-1'");
  const windows = { ...platform, platform: 'win32' };
  const python = 'D:\\envs\\onnx-1\\Scripts\\python.exe';
  expect(removeEnvironment(python, windows)).toBe('rmdir /s /q "D:\\envs\\onnx-1"');
});

it('installs a driver on the box itself only, by what the system has for it', () => {
  const at = (over: object) => installDriver({ ...healthyBox.platform, ...over });
  expect(at({ distribution: 'ubuntu' })).toBe('sudo ubuntu-drivers install');
  expect(at({ packages: 'dnf', isRoot: true })).toBe('dnf install -y akmod-nvidia');
  expect([at({ where: 'container' }), at({ where: 'wsl' }), at({ packages: 'winget' })]).toEqual([
    null,
    null,
    null,
  ]);
});
