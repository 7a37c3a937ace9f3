import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planWindow, windowSamples } from './scanPlan.ts';

test('however the sound arrives, the windows lie on the grid, follow each other, and the last one closes the file', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.nat(5 * windowSamples),
        fc.nat(4).map((minutes) => minutes * windowSamples),
      ),
      fc.array(fc.integer({ min: 1, max: 2 * windowSamples }), { maxLength: 40 }),
      (totalSamples, arrivals) => {
        let [scannedSamples, decodedSamples] = [0, 0];
        const windows: string[] = [];
        for (const [turn, arrival] of [...arrivals, totalSamples].entries()) {
          decodedSamples = Math.min(totalSamples, decodedSamples + arrival);
          const isEnd = turn === arrivals.length;
          const at = { decodedSamples, totalSamples: isEnd ? totalSamples : null };
          for (let window = planWindow({ ...at, scannedSamples }); window;) {
            windows.push(
              `${window.fromSample / windowSamples} ${window.toSample - window.fromSample} ${window.last}`,
            );
            scannedSamples = window.toSample;
            window = window.last ? null : planWindow({ ...at, scannedSamples });
          }
        }
        const whole = Math.floor(totalSamples / windowSamples);
        const expected = Array.from({ length: whole }, (_, at) => `${at} ${windowSamples} false`);
        expect(windows).toEqual([...expected, `${whole} ${totalSamples % windowSamples} true`]);
      },
    ),
  );
});
