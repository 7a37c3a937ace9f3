import { describe, expect, it } from 'vitest';
import { makeSpec } from '../dev/mockFleet.ts';
import { makeModels } from '../dev/mockPlaces.ts';
import { fillFields, parseEnv, parseFields, planFields, planPatch } from './instanceFields.ts';

const models = makeModels();
const others = [makeSpec('a', 'Paraformer 1', 5), { ...makeSpec('b', 'Paraformer 2', 1), port: 6006 }];
const fresh = planFields(others, models);

describe('the form of an instance', () => {
  it('is filled with values that are accepted as they are', () => {
    expect(parseFields(fresh, others).isGood).toBe(true);
    expect(fresh.name).toBe('Paraformer 3');
    expect(fresh.port).toBe('6007');
    expect([5, 1]).not.toContain(fresh.colour);
    expect(models.find((model) => model.id === fresh.modelId)?.isUsable).toBe(true);
  });

  it('finds a colour, name and port for a ninth instance too', () => {
    const many = Array.from({ length: 8 }, (_, colour) =>
      makeSpec(`i${colour}`, `Paraformer ${colour + 1}`, colour),
    );
    const parsed = parseFields(planFields(many, models), many);
    expect(parsed.isGood).toBe(true);
  });

  it('says in words what is wrong with each field', () => {
    const wrong = {
      ...fresh,
      name: '  ',
      batchSizeS: '0',
      threads: 'many',
      vramLimitMiB: '200',
      port: '80',
      modelId: '',
      env: 'GOOD=1\nnot good',
    };
    const parsed = parseFields(wrong, others);
    if (parsed.isGood) throw new Error('this form is wrong');
    expect(parsed.errors).toEqual({
      name: { kind: 'nameMissing' },
      batchSizeS: { kind: 'batchSizeS' },
      threads: { kind: 'threads' },
      vramLimitMiB: { kind: 'vramLimitMiB' },
      port: { kind: 'port' },
      modelId: { kind: 'model' },
      env: { kind: 'env', line: 2 },
    });
  });

  it('refuses a name or port that another instance has, and names it', () => {
    const parsed = parseFields({ ...fresh, name: ' Paraformer 1 ', port: '6006' }, others);
    if (parsed.isGood) throw new Error('both are taken');
    expect(parsed.errors).toEqual({
      name: { kind: 'nameTaken' },
      port: { kind: 'portTaken', name: 'Paraformer 2' },
    });
  });

  it('sends only what was changed', () => {
    const spec = { ...makeSpec('a', 'One', 1), env: { A: '1' } };
    const parsed = parseFields({ ...fillFields(spec), threads: '3', env: 'A=1\nB=x=y' }, []);
    if (!parsed.isGood) throw new Error('this form is good');
    expect(planPatch(parsed.draft, spec)).toEqual({ threads: 3, env: { A: '1', B: 'x=y' } });
    const same = parseFields(fillFields(spec), []);
    expect(same.isGood && planPatch(same.draft, spec)).toEqual({});
    const onCard = parseFields({ ...fillFields(spec), vramLimitMiB: '4096', cudaGraphs: true }, []);
    expect(onCard.isGood && planPatch(onCard.draft, spec)).toEqual({ vramLimitMiB: 4096, cudaGraphs: true });
  });

  it('reads an empty value and skips empty lines of the environment', () => {
    expect(parseEnv('\nA=\n  B=c d \n')).toEqual({ isGood: true, variables: { A: '', B: 'c d ' } });
  });
});
