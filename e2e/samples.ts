/** The sample recordings and the text spoken in each. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { samplesDir } from './box.ts';

export interface Sample {
  readonly path: string;
  readonly name: string;
  readonly text: string;
}

export function readSamples(): readonly Sample[] {
  const names = readdirSync(samplesDir);
  return names
    .filter((name) => names.includes(`${name}.txt`))
    .sort()
    .map((name) => ({
      name,
      path: join(samplesDir, name),
      text: readFileSync(join(samplesDir, `${name}.txt`), 'utf8').trim(),
    }));
}

/** The longest of them by its spoken text. */
export function longestSample(): Sample {
  const [first, ...rest] = readSamples();
  if (first === undefined) throw new Error('no samples');
  return rest.reduce(
    (longest, sample) => (sample.text.length > longest.text.length ? sample : longest),
    first,
  );
}
