export const history = {
  title: 'History',
  keep: 'Keep ended jobs and their transcripts',
  keepGood: 'For good',
  days: (p: { count: number }) => (p.count === 1 ? '1 day' : `${p.count} days`),
  keepHint: 'The audio itself and texts saved beside it or in a folder are yours and are never removed.',
  keepTitle: (p: { count: number }) => (p.count === 1 ? 'Remove 1 job now?' : `Remove ${p.count} jobs now?`),
  keepText: (p: { count: number }) =>
    `So many ended longer ago than you want to keep them: ${p.count}. They and their transcripts are removed at once and cannot be brought back.`,
  keepAction: 'Keep no longer',
  olderThan: 'Remove what ended more than so many days ago',
  remove: 'Remove…',
  outOfRange: 'A whole number from 0 to 36500.',
  none: 'Nothing is that old.',
  removeTitle: (p: { count: number }) => (p.count === 1 ? 'Remove 1 job?' : `Remove ${p.count} jobs?`),
  removeText:
    'Their transcripts are removed from ParaDeck for good. The audio files and texts saved beside them are not touched.',
  removed: (p: { count: number }) => (p.count === 1 ? '1 job removed' : `${p.count} jobs removed`),
  select: 'Select',
  selectNone: 'Done',
  selectAll: 'All shown',
  selected: (p: { count: number }) => `${p.count} selected`,
  pick: (p: { name: string }) => `Select ${p.name}`,
};
