import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parsePipConfig, planConfigEnv, planPipEnv, planPythonEnv } from './pipEnvironment.ts';

const places = { nowhere: '/dev/null', temporary: '/envs/funasr-1.tmp', index: null };

/** What is known to send an installation elsewhere, or to change what it installs. */
const meddling = {
  ...{ PYTHONPATH: '/mine', PYTHONHOME: '/mine', PYTHONUSERBASE: '/mine', PYTHONNOUSERSITE: '1' },
  ...{ PYTHONSTARTUP: '/mine.py', PYTHONOPTIMIZE: '2', PYTHONDONTWRITEBYTECODE: '1' },
  ...{ VIRTUAL_ENV: '/mine', VIRTUAL_ENV_PROMPT: 'mine', CONDA_PREFIX: '/mine', CONDA_DEFAULT_ENV: 'mine' },
  ...{ PIP_REQUIRE_VIRTUALENV: '1', PIP_TARGET: '/mine', PIP_PREFIX: '/mine', PIP_ROOT: '/mine' },
  ...{ PIP_USER: '1', PIP_PYTHON: '/mine/python', PIP_CONSTRAINT: '/mine.txt', PIP_REQUIREMENT: '/mine.txt' },
  ...{ PIP_NO_DEPS: '1', PIP_PRE: '1', PIP_NO_CACHE_DIR: '1', PIP_DRY_RUN: '1', PIP_ONLY_BINARY: ':all:' },
  ...{
    PIP_CONFIG_FILE: '/mine.conf',
    PIP_QUIET: '3',
    PIP_LOG: '/mine.log',
    PIP_ISOLATED: '1',
    UV_INDEX: 'x',
  },
  ...{ NODE_OPTIONS: '--inspect', ELECTRON_RUN_AS_NODE: '1', pythonpath: '/mine' },
};

it('passes on nothing of the user\u2019s Python, conda and pip', () => {
  const env = planPipEnv({ ...meddling, HOME: '/home/me', HTTPS_PROXY: 'http://proxy:1' }, '', places);
  expect(Object.values(env).filter((value) => value.includes('mine'))).toEqual([]);
  expect(env).toEqual({
    ...{ HOME: '/home/me', HTTPS_PROXY: 'http://proxy:1', PIP_CONFIG_FILE: '/dev/null', PIP_NO_INPUT: '1' },
    ...{ PIP_DISABLE_PIP_VERSION_CHECK: '1', TMPDIR: places.temporary },
    ...{ TEMP: places.temporary, TMP: places.temporary },
  });
});

it('asks the index set in ParaDeck before the user\u2019s own', () => {
  const told = "global.index-url='https://mine.example/simple'";
  const index = 'https://mirror.example/simple';
  expect(planPipEnv({}, told, { ...places, index })).toMatchObject({ PIP_INDEX_URL: index });
});

it('passes on how an index is reached, from files and variables, the variable before the file', () => {
  const told = [
    "global.index-url='https://mirror.example/simple'",
    "global.extra-index-url='\\nhttps://a.example/simple\\nhttps://b.example/simple'",
    "install.timeout='120'",
    "global.timeout='60'",
    "global.cert='/etc/ca.crt'",
    ":env:.index-url='https://mine.example/simple'",
    ":env:.trusted-host='mine.example'",
    "install.target='/elsewhere'",
    "install.user='true'",
    "global.require-virtualenv='true'",
    "global.constraint='/etc/constraints.txt'",
    "download.index-url='https://other.example'",
    'nonsense',
  ].join('\n');
  const env = planPipEnv({}, told, places);
  const passed = Object.keys(env).filter((name) => name.startsWith('PIP_'));
  expect(passed.toSorted()).toEqual([
    ...['PIP_CERT', 'PIP_CONFIG_FILE', 'PIP_DISABLE_PIP_VERSION_CHECK', 'PIP_EXTRA_INDEX_URL'],
    ...['PIP_INDEX_URL', 'PIP_NO_INPUT', 'PIP_TIMEOUT', 'PIP_TRUSTED_HOST'],
  ]);
  expect(env).toMatchObject({
    PIP_INDEX_URL: 'https://mine.example/simple',
    PIP_EXTRA_INDEX_URL: ' https://a.example/simple https://b.example/simple',
    PIP_TIMEOUT: '120',
  });
});

it('lets pip itself read the user\u2019s settings of pip, and nothing of their Python', () => {
  const env = planConfigEnv(meddling);
  expect(env).toMatchObject({ PIP_CONFIG_FILE: '/mine.conf', PIP_TARGET: '/mine' });
  expect(Object.keys(env).filter((name) => !name.startsWith('PIP_'))).toEqual([]);
});

it.each([
  ["global.proxy='http://o\\'me:pa\\\\ss@proxy'", { proxy: "http://o'me:pa\\ss@proxy" }],
  ['global.proxy="it\'s"', { proxy: "it's" }],
  ['global.proxy=bare', {}],
  ["global.find_links='/wheels'", { 'find-links': '/wheels' }],
  ['', {}],
])('reads %j', (line, options) => {
  expect(parsePipConfig(line)).toEqual(options);
});

it('is total, and lets no other option through, whatever is told', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (section, text) => {
      for (const told of [text, `${section}.target='${text}'`, `:env:.${section}='${text}'`]) {
        expect(parsePipConfig(told)).not.toHaveProperty('target');
        expect(planPythonEnv(planPipEnv({}, told, places))).not.toHaveProperty('PIP_TARGET');
      }
    }),
  );
});
