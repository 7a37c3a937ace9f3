import { describe, expect, it } from 'vitest';
import type { UsageSample } from '../../electron/contract/machine.ts';
import { HistoryReader, type UsageHistory } from './history.ts';
import { foldUsage } from './usage.ts';
import { makeSample } from './usageSample.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const stepMs = minuteMs;

interface Ask {
  readonly fromAgoMs: number;
  readonly untilAgoMs: number | null;
}

/** A host that has sampled every minute since `sinceMs`, and a panel that follows it while `isHeard`. */
function openTrial(sinceMs: number) {
  let now = 100 * hourMs;
  let known: UsageHistory = { samples: [], marks: [] };
  let held: UsageSample[] = [];
  for (let at = sinceMs; at <= now; at += stepMs) held.push(makeSample(at));
  const asks: Ask[] = [];
  const reader = new HistoryReader({
    known: () => known,
    onRead: (history) => (known = history),
    wire: {
      send: (_name, input) => {
        const { fromAgoMs, untilAgoMs } = input as Ask;
        asks.push({ fromAgoMs, untilAgoMs });
        const isAsked = ({ at }: UsageSample) => at >= now - fromAgoMs && at <= now - (untilAgoMs ?? 0);
        return Promise.resolve({ ok: true, value: { samples: held.filter(isAsked), marks: [] } });
      },
    },
  });
  return {
    reader,
    asks,
    now: () => now,
    known: () => known.samples.map(({ at }) => at),
    held: (rangeMs: number) => held.map(({ at }) => at).filter((at) => at >= now - rangeMs),
    pass(ms: number, isHeard: boolean) {
      for (const end = now + ms; now < end;) {
        now += stepMs;
        const sample = makeSample(now);
        held.push(sample);
        if (isHeard) known = { ...known, samples: foldUsage(known.samples, sample) };
      }
    },
    restart() {
      held = [makeSample(now)];
    },
  };
}

describe('what the host remembers', () => {
  it('is read as far back as is shown and no further, a page at a time', async () => {
    const trial = openTrial(70 * hourMs);
    await trial.reader.catchUp();
    expect(trial.known()).toEqual(trial.held(10 * minuteMs));
    expect(trial.asks).toHaveLength(1);
    trial.reader.want(10 * minuteMs);
    trial.reader.want(6 * hourMs);
    await trial.reader.catchUp();
    expect(trial.known()).toEqual(trial.held(6 * hourMs));
    expect(Math.max(...trial.asks.map(({ fromAgoMs }) => fromAgoMs))).toBe(6 * hourMs);
    const spans = trial.asks.map(({ fromAgoMs, untilAgoMs }) => fromAgoMs - (untilAgoMs ?? 0));
    expect(Math.max(...spans)).toBeLessThanOrEqual(6 * hourMs);
  });

  it('is whole whatever came between the pages', async () => {
    const trial = openTrial(70 * hourMs);
    const release = trial.reader.want(hourMs);
    await trial.reader.catchUp();
    trial.pass(3 * hourMs, true);
    release();
    trial.reader.want(24 * hourMs);
    await trial.reader.catchUp();
    expect(trial.known().filter((at) => at >= trial.now() - 24 * hourMs)).toEqual(trial.held(24 * hourMs));
    expect(trial.known()).toEqual([...new Set(trial.known())].sort((a, b) => a - b));
  });

  it('fills in what was missed, and is read anew where it was too long', async () => {
    const trial = openTrial(70 * hourMs);
    trial.reader.want(hourMs);
    await trial.reader.catchUp();
    trial.pass(5 * minuteMs, false);
    trial.pass(minuteMs, true);
    trial.asks.length = 0;
    await trial.reader.catchUp();
    expect(trial.asks).toEqual([{ fromAgoMs: 10 * minuteMs, untilAgoMs: null }]);
    expect(trial.known().slice(-60)).toEqual(trial.held(hourMs).slice(-60));
    trial.pass(2 * hourMs, false);
    trial.pass(minuteMs, true);
    await trial.reader.catchUp();
    expect(trial.known()).toEqual(trial.held(hourMs));
  });

  it('keeps nothing of a host before, once another answers', async () => {
    const trial = openTrial(70 * hourMs);
    await trial.reader.catchUp();
    trial.pass(minuteMs, false);
    trial.restart();
    trial.pass(minuteMs, true);
    await trial.reader.catchUp();
    expect(trial.known()).toEqual(trial.held(hourMs));
  });

  it('asks on after a silence of the wire', async () => {
    let isThere = false;
    let known: UsageHistory = { samples: [], marks: [] };
    const value = { samples: [makeSample(5), { at: 'never' }, makeSample(6)], marks: [] };
    const reader = new HistoryReader({
      known: () => known,
      onRead: (history) => (known = history),
      wire: { send: () => (isThere ? Promise.resolve({ ok: true, value }) : Promise.reject(new Error())) },
    });
    await reader.catchUp();
    expect(known.samples).toEqual([]);
    isThere = true;
    await reader.catchUp();
    expect(known.samples.map(({ at }) => at)).toEqual([5, 6]);
  });
});
