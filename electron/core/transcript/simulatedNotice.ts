/** What an exported file says of itself when a simulated card had part in it. Files have no language: both are said. */
import type { Transcript } from '../../contract/job.ts';

const notice = 'SIMULATED 模拟显卡 — recognised on simulated cards, no GPU was used';

export function findSimulatedNotice({ notes }: Pick<Transcript, 'notes'>): string | null {
  return notes.includes('simulated-card') ? notice : null;
}
