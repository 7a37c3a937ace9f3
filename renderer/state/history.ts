import { fleetMark, usageSample, type FleetMark, type UsageSample } from '../../electron/contract/machine.ts';
import type { Wire } from '../wire/wire.ts';

export interface UsageHistory {
  readonly samples: readonly UsageSample[];
  readonly marks: readonly FleetMark[];
}

/** Samples checked in one go: a day of eight cards checked at once holds the page up for half a second. */
const checkedAtOnce = 40;

/** What the host remembers of measurements and events; null where it does not answer. Anything unreadable is left out. */
export async function readHistory(wire: Wire): Promise<UsageHistory | null> {
  const reply = await wire.send('host.usage', { sinceMs: 0 }).catch(() => null);
  if (!reply?.ok) return null;
  const raw = reply.value as { readonly samples?: readonly unknown[]; readonly marks?: readonly unknown[] };
  const samples: UsageSample[] = [];
  for (const [index, one] of (raw.samples ?? []).entries()) {
    if (index % checkedAtOnce === checkedAtOnce - 1) await nextTask();
    const parsed = usageSample.safeParse(one);
    if (parsed.success) samples.push(parsed.data);
  }
  const marks = (raw.marks ?? []).map((one) => fleetMark.safeParse(one));
  return { samples, marks: marks.flatMap(({ data }) => (data ? [data] : [])) };
}

/** Lets the browser draw and answer clicks in between; a timer would be slowed to 4 ms a turn and, hidden, to 1 s. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
