import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  renderBytes,
  renderClock,
  renderMemory,
  renderMoment,
  renderPercent,
  renderSpeed,
} from './figures.ts';

describe('figures', () => {
  it('write seconds as h:mm:ss', () => {
    expect(renderClock(0)).toBe('0:00:00');
    expect(renderClock(59.9)).toBe('0:00:59');
    expect(renderClock(11_050)).toBe('3:04:10');
    expect(renderClock(360_000)).toBe('100:00:00');
    expect(renderClock(-3)).toBe('0:00:00');
  });

  it('write a clock that reads back as the whole seconds it came from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seconds) => {
        const [hours = 0, minutes = 0, rest = 0] = renderClock(seconds).split(':').map(Number);
        expect(hours * 3600 + minutes * 60 + rest).toBe(seconds);
        expect(minutes).toBeLessThan(60);
      }),
    );
  });

  it('always have a unit', () => {
    expect(renderMemory(612.4)).toBe('612 MiB');
    expect(renderMemory(1536)).toBe('1.50 GiB');
    expect(renderMemory(24_064)).toBe('23.5 GiB');
    expect(renderBytes(12)).toBe('12 B');
    expect(renderBytes(2_300_000)).toBe('2.2 MiB');
    expect(renderBytes(5 * 1024 ** 4)).toBe('5.0 TiB');
    expect(renderSpeed(4.25)).toBe('4.3×');
    expect(renderSpeed(96.4)).toBe('96×');
  });

  it('say 100 % only when it is all', () => {
    expect(renderPercent(0.999)).toBe('99 %');
    expect(renderPercent(1)).toBe('100 %');
  });

  it('leave the date out for today', () => {
    const now = new Date(2026, 10, 23, 18, 30).getTime();
    expect(renderMoment(now - 3_600_000, 'en', now)).toBe('17:30');
    expect(renderMoment(now - 86_400_000, 'en', now)).toContain('2026');
    expect(renderMoment(now - 86_400_000, 'zh-CN', now)).toContain('11月22日');
  });
});
