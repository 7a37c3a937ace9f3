import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

const config = z
  .looseObject({
    extraResources: z.array(
      z.object({ from: z.string(), to: z.string(), filter: z.array(z.string()).optional() }),
    ),
    extraMetadata: z.looseObject({ homepage: z.url() }),
    electronFuses: z.record(z.string(), z.boolean()),
    linux: z.looseObject({ maintainer: z.string(), icon: z.string(), target: z.array(z.string()) }),
    win: z.looseObject({ icon: z.string(), target: z.array(z.string()) }),
    mac: z.looseObject({ icon: z.string(), target: z.array(z.string()) }),
  })
  .parse(readJson('.config/electron-builder.json'));

test('every file that is packed is there, but for what the build makes', () => {
  const named = [
    ...config.extraResources.map(({ from }) => from),
    config.linux.icon,
    config.win.icon,
    config.mac.icon,
  ];
  const made = named.filter((path) => path.startsWith('dist/'));
  expect(made).toEqual(['dist/panel']);
  expect(named.filter((path) => !made.includes(path) && !existsSync(join(root, path)))).toEqual([]);
});

test('there is an installer for each system', () => {
  const { linux, win, mac } = config;
  expect([linux.target, win.target, mac.target]).toEqual([['AppImage', 'deb'], ['nsis'], ['dmg']]);
});

// The names are reserved ones (RFC 2606): whoever publishes packages puts their own there.
test('a deb has what dpkg asks for: a home page and a maintainer with an address', () => {
  expect(config.extraMetadata.homepage).toMatch(/^https:\/\//);
  expect(config.linux.maintainer).toMatch(/^[^<>]+ <[^\s@<>]+@[^\s@<>]+>$/);
});

test.each([
  ['runAsNode', false],
  ['enableCookieEncryption', true],
  ['enableNodeOptionsEnvironmentVariable', false],
  ['enableNodeCliInspectArguments', false],
  ['enableEmbeddedAsarIntegrityValidation', true],
  ['onlyLoadAppFromAsar', true],
  ['grantFileProtocolExtraPrivileges', false],
])('fuse %s is %s', (fuse, isOn) => {
  expect(config.electronFuses[fuse]).toBe(isOn);
});

test('the packager knows every key', () => {
  const part = z.looseObject({ properties: z.record(z.string(), z.unknown()) });
  const scheme = z
    .looseObject({ ...part.shape, definitions: z.looseObject({ FuseOptionsV1: part }) })
    .parse(readJson('node_modules/app-builder-lib/scheme.json'));
  const unknown = Object.keys(config).filter((key) => !(key in scheme.properties));
  expect(unknown).toEqual([]);
  const { properties } = scheme.definitions.FuseOptionsV1;
  expect(Object.keys(config.electronFuses).filter((fuse) => !(fuse in properties))).toEqual([]);
});
