export const exports = {
  action: 'Export…',
  allFound: 'Export all found…',
  title: 'Export as one zip',
  formats: 'Formats',
  begin: 'Export',
  progress: (p: { done: number; count: number }) => `${p.done} of ${p.count}`,
  saved: (p: { count: number }) =>
    p.count === 1 ? '1 transcript exported' : `${p.count} transcripts exported`,
  missing: (p: { count: number }) =>
    p.count === 1
      ? '1 was removed meanwhile and is left out.'
      : `${p.count} were removed meanwhile and are left out.`,
};
