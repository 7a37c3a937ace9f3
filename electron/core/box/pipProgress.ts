/** A line of pip's output as a line worth showing, or null. Wheels' names say what is coming and how large it is. */
export function foldPipLine(line: string): string | null {
  const text = line.trim();
  const download = /^Downloading (\S+) \(([^)]+)\)/.exec(text);
  if (download) return `downloading ${nameOf(download[1] ?? '')} (${download[2] ?? ''})`;
  if (text.startsWith('Installing collected packages')) return 'installing packages';
  if (/^(ERROR|error):/i.test(text)) return text;
  return null;
}

function nameOf(target: string): string {
  return target.split('/').at(-1)?.split('-').slice(0, 2).join(' ') ?? target;
}
