import { expect, test } from 'vitest';
import { settings } from '../../contract/settings.ts';
import { isLoopback, planDoors, writeUrl } from './planDoors.ts';

const instances = [{ spec: { id: 'a', port: 6006 } }, { spec: { id: 'b', port: 6007 } }];
const plan = (patch: object, hasKeys = false) => planDoors(settings.parse(patch), instances, hasKeys);

test('by default the fleet’s on 8000 and one for each instance, all of this machine alone', () => {
  expect(plan({}).map(({ instanceId, host, port, access }) => [instanceId, host, port, access])).toEqual([
    [null, '127.0.0.1', 8000, 'open'],
    ['a', '127.0.0.1', 6006, 'open'],
    ['b', '127.0.0.1', 6007, 'open'],
  ]);
  expect(plan({ publicDoor: false, instanceDoors: false })).toEqual([]);
});

test('reached by other machines it asks for a key, and is refused while there is none', () => {
  expect(plan({ publicHost: '0.0.0.0' })[0]).toMatchObject({ access: 'refused' });
  expect(plan({ publicHost: '0.0.0.0' }, true).map(({ access }) => access)).toEqual(['key', 'open', 'open']);
  expect(['127.0.0.1', '127.8.8.8', '::1'].every(isLoopback)).toBe(true);
  expect(['0.0.0.0', '::', '10.0.0.1', '127.evil', '1127.0.0.1'].some(isLoopback)).toBe(false);
});

test('an address is written as a program on this machine reaches it', () => {
  expect([
    writeUrl('0.0.0.0', 8000),
    writeUrl('::', 1),
    writeUrl('fe80::1', 2),
    writeUrl('10.0.0.1', 3),
  ]).toEqual([...['http://127.0.0.1:8000', 'http://[::1]:1', 'http://[fe80::1]:2', 'http://10.0.0.1:3']]);
});
