/** Lines of a text file that somebody wrote by hand, on whatever system. */
export function splitLines(text: string): string[] {
  return text.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/u);
}
