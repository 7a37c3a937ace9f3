import { describe, expect, it } from 'vitest';
import { renderSparkline } from './sparkline.ts';

const size = { width: 60, height: 20 };

describe('sparkline', () => {
  it('draws nothing from fewer than two values', () => {
    expect(renderSparkline([], size)).toBe('');
    expect(renderSparkline([5, null], size)).toBe('');
  });

  it('breaks the line where nothing is known', () => {
    expect(renderSparkline([1, 1, null, 1, 1], size).match(/M/g)).toHaveLength(2);
  });

  it('stays inside its box', () => {
    const numbers =
      renderSparkline([0, 3, 900, 12], size)
        .match(/[\d.]+/g)
        ?.map(Number) ?? [];
    expect(numbers).toHaveLength(8);
    for (const [index, value] of numbers.entries()) {
      expect(value).toBeLessThanOrEqual(index % 2 === 0 ? size.width : size.height);
    }
  });
});
