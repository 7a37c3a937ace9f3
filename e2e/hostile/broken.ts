/** Every container cut short, and with bytes of it overwritten: what is left is read, or it is refused. */
import { formats, harmless, put } from './corpus.ts';
import type { HostileFile, Kit } from './corpus.ts';

const cuts = formats.flatMap(([name, ...args], index): HostileFile[] => {
  // One in its head, the other behind it.
  const shares = [index % 2 === 0 ? 0.02 : 0.15, 0.6];
  return shares.map((share) => ({
    ...{ family: 'broken', name: `cut-at-${share}-${name}`, expected: harmless },
    make: async (kit) => {
      const whole = await kit.converted(name, args);
      return put(kit, name, whole.subarray(0, Math.max(1, Math.floor(whole.length * share))));
    },
  }));
});

const spoiled = formats.map(([name, ...args]): HostileFile => ({
  ...{ family: 'broken', name: `spoiled-${name}`, expected: harmless },
  make: async (kit) => put(kit, name, spoil(await kit.converted(name, args), kit)),
}));

/** Forty bytes of its head and forty of the rest become others. */
function spoil(whole: Buffer, { random }: Kit): Buffer {
  const bytes = Buffer.from(whole);
  for (const reach of [Math.min(bytes.length, 400), bytes.length]) {
    for (let hit = 0; hit < 40; hit += 1) bytes[Math.floor(random() * reach)] = Math.floor(random() * 256);
  }
  return bytes;
}

export const brokenFiles: readonly HostileFile[] = [...cuts, ...spoiled];
