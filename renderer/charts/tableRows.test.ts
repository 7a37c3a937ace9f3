import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FleetMark } from '../../electron/contract/machine.ts';
import { planRows } from './tableRows.ts';

it('a table has few rows, newest first, and every mark once', () => {
  const times = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 150 });
  fc.assert(
    fc.property(times, times, (ats, markAts) => {
      const points = ats.toSorted((a, b) => a - b).map((at) => ({ at, values: [at] }));
      const marks = markAts.map((at): FleetMark => ({ at, kind: 'oom', instanceId: null, gpuUuid: null }));
      const rows = planRows(points, marks);
      expect(rows.length).toBeLessThanOrEqual(30);
      expect(rows[0]?.at).toBe(Math.max(...ats));
      expect(rows.flatMap((row) => row.marks).length).toBe(marks.length);
    }),
  );
});
