/** Prechecks: what the facts of a box mean for the user, with cause, fix and command. */
import { judgeFfmpeg } from './prechecksAudio.ts';
import { judgeBox } from './prechecksBox.ts';
import { judgeCards } from './prechecksCards.ts';
import { judgeContainers } from './prechecksContainers.ts';
import { judgeCuda } from './prechecksCuda.ts';
import { judgeDoors } from './prechecksDoors.ts';
import { judgeEngines } from './prechecksEngines.ts';
import type { BoxFacts, CodedFinding } from './prechecksFacts.ts';
import { judgeInstances } from './prechecksInstances.ts';
import { judgeModels } from './prechecksModels.ts';

/** In the order they are shown. */
export function foldFindings(facts: BoxFacts): CodedFinding[] {
  return [
    ...judgeBox(facts),
    ...judgeCards(facts),
    ...judgeCuda(facts),
    ...judgeInstances(facts),
    ...judgeEngines(facts),
    ...judgeFfmpeg(facts),
    ...judgeModels(facts),
    ...judgeDoors(facts),
    ...judgeContainers(facts),
  ];
}
