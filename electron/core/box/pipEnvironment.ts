/**
 * What pip is given of the user's surroundings: how to reach an index, and nothing that would change what is installed or
 * where. Their own Python, conda and pip must not reach into an environment of ours.
 */

import { alignReach } from './alignReach.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Options of pip about reaching an index; what is not here does not pass, from variables and pip.conf alike. */
const allowed: ReadonlySet<string> = new Set([
  ...['index-url', 'extra-index-url', 'find-links', 'no-index', 'trusted-host', 'keyring-provider'],
  ...['proxy', 'cert', 'client-cert', 'timeout', 'default-timeout', 'retries', 'resume-retries', 'cache-dir'],
]);

/** Of Python, of conda and of the tools that start a Python with variables of their own; and Node's switches. */
const refused =
  /^(PYTHON|CONDA|_CE_|_CONDA|VIRTUAL_ENV|MAMBA|PIPENV|POETRY|UV_|PIP_|NODE_OPTIONS$|ELECTRON_RUN_AS_NODE$)/;

/** The user's variables without their Python's; of pip's not one. */
export function planPythonEnv(hostEnv: Variables): Record<string, string> {
  const passed = Object.fromEntries(
    Object.entries(hostEnv).filter(
      // Windows names variables in any case.
      (entry): entry is [string, string] => entry[1] !== undefined && !refused.test(entry[0].toUpperCase()),
    ),
  );
  return alignReach(passed);
}

export interface PipPlaces {
  /** os.devnull: pip then reads no file of settings. */
  readonly nowhere: string;
  /** Folder for what is downloaded and unpacked on the way. */
  readonly temporary: string;
  /** Index set in ParaDeck, which goes before the user's; null: none. */
  readonly index: string | null;
}

/** The whole environment of an installing pip; `told` is what the user's own `pip config list` said. */
export function planPipEnv(hostEnv: Variables, told: string, places: PipPlaces): Record<string, string> {
  const options = parsePipConfig(told);
  const own = Object.entries(options).map(([name, value]) => [variableOf(name), value] as const);
  return {
    ...planPythonEnv(hostEnv),
    ...Object.fromEntries(own),
    ...(places.index !== null && { PIP_INDEX_URL: places.index }),
    ...{ PIP_CONFIG_FILE: places.nowhere, PIP_NO_INPUT: '1', PIP_DISABLE_PIP_VERSION_CHECK: '1' },
    ...{ TMPDIR: places.temporary, TEMP: places.temporary, TMP: places.temporary },
  };
}

/** What reading the user's settings of pip needs: their variables of pip too, so that pip itself says which wins. */
export function planConfigEnv(hostEnv: Variables): Record<string, string> {
  const pips = Object.entries(hostEnv).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && /^PIP_/i.test(entry[0]),
  );
  return { ...planPythonEnv(hostEnv), ...Object.fromEntries(pips) };
}

function variableOf(option: string): string {
  return `PIP_${option.toUpperCase().replaceAll('-', '_')}`;
}

/** Later sections win: those for all commands, for `install`, then variables. */
const sections = ['global', 'install', ':env:'];

/** Lines as `pip config list` prints them: section.option='value', the value as Python writes a string. */
export function parsePipConfig(told: string): Record<string, string> {
  const rows = told.split('\n').flatMap((line) => {
    const [, section = '', option = '', written = ''] = /^([^.=]+)\.([^=]+)=(.*)$/.exec(line.trim()) ?? [];
    const value = parsePythonText(written);
    const name = option.toLowerCase().replaceAll('_', '-');
    return sections.includes(section) && allowed.has(name) && value !== null
      ? [{ section, name, value }]
      : [];
  });
  const ordered = rows.toSorted((a, b) => sections.indexOf(a.section) - sections.indexOf(b.section));
  return Object.fromEntries(ordered.map(({ name, value }) => [name, value]));
}

const escapes: Readonly<Record<string, string>> = { n: ' ', r: ' ', t: ' ', '\\': '\\', "'": "'", '"': '"' };

/** Several values stand on lines of their own in pip.conf, and take a space each in a variable. */
function parsePythonText(written: string): string | null {
  const [, quoted] = /^(?:'(.*)'|"(.*)")$/.exec(written)?.filter((part) => part !== undefined) ?? [];
  return quoted === undefined
    ? null
    : quoted.replace(/\\(.)/g, (whole, key: string) => escapes[key] ?? whole);
}
