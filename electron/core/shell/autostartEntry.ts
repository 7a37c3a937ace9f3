/** The file a Linux desktop starts a program by at login (freedesktop.org, Desktop Entry and Autostart specifications). */

export function renderAutostart(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=ParaDeck',
    `Exec=${command.map(quoteArgument).join(' ')}`,
    'Terminal=false',
    '',
  ].join('\n');
}

/** Quoted for the command line, then escaped for a value of the file; % begins a field code. */
function quoteArgument(argument: string): string {
  const quoted = `"${argument.replace(/["`$\\]/g, '\\$&')}"`;
  return quoted.replaceAll('\\', '\\\\').replaceAll('%', '%%');
}
