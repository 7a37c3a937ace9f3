import { describe, expect, it } from 'vitest';
import type { Admission } from '../../electron/contract/gpu.ts';
import { makeCpuFleet } from '../dev/mockFleet.ts';
import { makeCard, makeReading } from '../dev/mockGpus.ts';
import { planCrew, planCrewChange, type CrewFacts } from './planCrew.ts';

const [first, second] = makeCpuFleet();
if (!first || !second) throw new Error('the mock fleet has two instances');
const onCpu = [first, second].map((view) => ({
  ...view,
  spec: { ...view.spec, device: { kind: 'cpu' as const } },
}));
const card = makeCard(makeReading(0, {}), []);
const value = `gpu:${card.reading.uuid}`;
const refused = { verdict: 'refused' } as Admission;
const bare: CrewFacts = {
  ...{ cards: [], instances: onCpu, admissions: new Map(), hasCardEngine: false, cores: 8, isFirst: true },
};

describe('what is proposed', () => {
  it('is the demo on the CPU where there is no card: what stands there already', () => {
    expect(planCrew(bare)).toEqual([{ value: 'cpu', now: 2, proposed: 2, least: 0, most: 8, reason: null }]);
    expect(planCrew({ ...bare, instances: [] })).toMatchObject([{ now: 0, proposed: 2 }]);
    expect(planCrew({ ...bare, instances: [], cores: 1 })).toMatchObject([{ proposed: 1 }]);
  });

  it('is one instance a card, and none on the CPU once the cards can work', () => {
    const cards = [card];
    expect(planCrew({ ...bare, cards })).toMatchObject([
      { value, proposed: 1 },
      { value: 'cpu', proposed: 2 },
    ]);
    expect(planCrew({ ...bare, cards, hasCardEngine: true })).toMatchObject([
      { proposed: 1 },
      { proposed: 0 },
    ]);
  });

  it('takes nothing away from those who have set up their own', () => {
    const later = { ...bare, cards: [card], hasCardEngine: true, isFirst: false };
    expect(planCrew(later)).toMatchObject([{ proposed: 1 }, { value: 'cpu', proposed: 2, least: 2 }]);
  });

  it('leaves out a card that is unwell or full, and says why', () => {
    const lost = { ...card, reading: { ...card.reading, health: 'lost' as const } };
    expect(planCrew({ ...bare, cards: [lost] })).toMatchObject([{ proposed: 0, reason: 'card-unwell' }, {}]);
    const full = { ...bare, cards: [card], admissions: new Map([[value, refused]]), hasCardEngine: true };
    expect(planCrew(full)).toMatchObject([{ proposed: 0, reason: 'memory-short' }, { proposed: 2 }]);
  });

  it('takes the slices of a card that is cut', () => {
    const cut = { ...card, slices: [{ gpuUuid: card.reading.uuid, uuid: 'MIG-1', profile: '1g.10gb' }] };
    expect(planCrew({ ...bare, cards: [cut] })).toMatchObject([{ value: 'mig:MIG-1', proposed: 1 }, {}]);
  });
});

describe('the way there', () => {
  it('adds what is missing and takes the newest away', () => {
    const rows = planCrew({ ...bare, cards: [card] });
    const wanted = new Map([
      ['cpu', 1],
      [value, 2],
    ]);
    const device = { kind: 'gpu', uuid: card.reading.uuid };
    expect(planCrewChange(rows, wanted, onCpu)).toEqual({
      added: [device, device],
      removed: [onCpu[1]?.spec],
    });
    expect(planCrewChange(planCrew(bare), new Map(), onCpu)).toEqual({ added: [], removed: [] });
  });
});
