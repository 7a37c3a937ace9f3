import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instanceTabs, parseRoute, renderRoute, type Route } from './route.ts';

const text = fc
  .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
  .filter((part) => part.isWellFormed());
const routes: fc.Arbitrary<Route> = fc.oneof(
  fc.constantFrom<Route>(
    { room: 'fleet' },
    { room: 'checks' },
    { room: 'requests' },
    { room: 'settings', section: null },
    { room: 'settings', section: 'engines' },
  ),
  fc.record({ room: fc.constant('instance' as const), id: text, tab: fc.constantFrom(...instanceTabs) }),
  fc.record({
    room: fc.constant('transcripts' as const),
    jobId: fc.option(text),
    query: fc.oneof(text, fc.constant('')),
  }),
);

describe('addresses', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(routes, (route) => {
        expect(parseRoute(renderRoute(route))).toEqual(route);
      }),
    );
  });

  it('lead to the fleet when they mean nothing', () => {
    for (const hash of ['', '#', '#/', '#/nowhere', '#/instance', '#code=abc', '#/%']) {
      expect(parseRoute(hash)).toEqual({ room: 'fleet' });
    }
  });
});
