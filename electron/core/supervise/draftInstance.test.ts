import { describe, expect, it } from 'vitest';
import { instanceSpec } from '../../contract/instance.ts';
import { draftSpec, duplicateSpec, needsRestart, patchSpec } from './draftInstance.ts';

const born = (id: string) => ({ id, modelId: 'demo-asr' });
const first = draftSpec({ name: 'Paraformer 1' }, born('a'), []);
const second = draftSpec({ name: 'Paraformer 2' }, born('b'), [first]);

describe('specs', () => {
  it('fill in a whole spec with a port and a colour of its own', () => {
    expect(instanceSpec.parse(second)).toEqual(second);
    expect([first.port, second.port, first.colour, second.colour]).toEqual([6006, 6007, 0, 1]);
    const tenth = Array.from({ length: 8 }).reduce<(typeof first)[]>(
      (specs, _, index) => [...specs, draftSpec({ name: `n${index}` }, born(`n${index}`), specs)],
      [first, second],
    );
    expect(tenth.map((spec) => spec.colour)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 0, 1]);
  });

  it('refuse a name or a port that another has, also by an edit', () => {
    expect(() => draftSpec({ name: 'Paraformer 1' }, born('c'), [first])).toThrow(
      expect.objectContaining({ code: 'instance-name-taken' }),
    );
    expect(() => patchSpec(second, { port: 6006 }, [first, second])).toThrow(
      expect.objectContaining({ code: 'instance-port-taken' }),
    );
    expect(patchSpec(second, { name: 'Paraformer 2', port: 6007 }, [first, second])).toEqual(second);
  });

  it('are copied under the next free name', () => {
    const copy = duplicateSpec(first, 'c', [first, second]);
    expect(copy).toMatchObject({ id: 'c', name: 'Paraformer 3', port: 6008, colour: 2 });
    expect(duplicateSpec({ ...first, name: 'Solo' }, 'd', [first])).toMatchObject({ name: 'Solo 2' });
  });

  it('say which edits a running worker has to start again for', () => {
    expect(
      needsRestart(first, { ...first, name: 'x', colour: 4, port: 7000, batchSizeS: 60, autoStart: false }),
    ).toBe(false);
    expect(needsRestart(first, { ...first, precision: 'int8' })).toBe(true);
    expect(needsRestart(first, { ...first, env: { A: '1' } })).toBe(true);
  });
});
