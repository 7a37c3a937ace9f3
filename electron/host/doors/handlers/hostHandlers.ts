/** Calls about the host itself. */
import type { HostParts } from './hostParts.ts';
import type { Handlers } from '../serve.ts';

/** Ended jobs a snapshot carries; older ones are paged by jobs.list. */
const endedInSnapshot = 100;

export function createHostHandlers(parts: HostParts) {
  return {
    'host.snapshot': async () => {
      // seq first: whatever changes while the rest is read comes as a push on top.
      const seq = parts.pushes.seq();
      return {
        seq,
        host: parts.info,
        instances: [...parts.fleet.list()],
        fronts: parts.fleet.fronts(),
        gpus: parts.gpus.view(),
        models: [...parts.models.list()],
        fetches: [...parts.fetches.list()],
        engines: [...parts.engines.list()],
        jobs: await parts.jobs.recent(endedInSnapshot),
        counts: parts.jobs.counts(),
        settings: parts.settings.get(),
        doors: [...parts.doors()],
        watches: parts.watches.list(),
      };
    },
    'host.usage': async ({ fromAgoMs, untilAgoMs }) => {
      const now = parts.clock.now();
      const untilMs = untilAgoMs === null ? Number.POSITIVE_INFINITY : now - untilAgoMs;
      return {
        samples: [...parts.usage.between(now - fromAgoMs, untilMs)],
        marks: [...parts.marks.between(now - fromAgoMs, untilMs)],
      };
    },
    'host.checks': async () => ({ findings: [...(await parts.runChecks())] }),
    'host.diagnostics': () => parts.diagnose(),
    'host.shutdown': async () => {
      parts.shutdown();
      return {};
    },
    'host.panelLink': async () => ({ url: parts.panelLink() }),
  } satisfies Partial<Handlers>;
}
