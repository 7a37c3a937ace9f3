/** What a command of the command line is, and how its arguments are read. */
import type { ParseArgsConfig } from 'node:util';
import { parseArgs } from 'node:util';
import type { Language } from '../contract/language.ts';

/** A command's surroundings; tests give their own. */
export interface Terminal {
  readonly home: string;
  /** Folder that holds python/, resources/ and dist/panel. */
  readonly root: string;
  readonly language: Language;
  readonly env: NodeJS.ProcessEnv;
  /** The command's own output, for the next program. */
  readonly print: (text: string) => void;
  /** Everything said to a person. */
  readonly tell: (text: string) => void;
  /** Columns of a terminal behind `tell`; null: it goes to a file or a pipe. */
  readonly columns: number | null;
  /** Aborted by the first Ctrl-C or TERM. */
  readonly signal: AbortSignal;
}

export type Options = NonNullable<ParseArgsConfig['options']>;

export interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
}

export interface Command {
  readonly options: Options;
  readonly help: Readonly<Record<Language, string>>;
  /** Exit code: 0 good, 1 failed, 2 misused. */
  run(terminal: Terminal, parsed: Parsed): Promise<number>;
}

/** The arguments make no sense; the command's help goes with the message. */
export class Misused extends Error {
  override readonly name = 'Misused';
  readonly words: Readonly<Record<Language, string>>;

  constructor(en: string, zh: string) {
    super(en);
    this.words = { en, 'zh-CN': zh };
  }
}

/** Throws Misused for arguments that the command has no use for. */
export function refuseSurplus(surplus: readonly string[]): void {
  const said = surplus.join(' ');
  if (surplus.length > 0) throw new Misused(`does not take ${said}`, `多余的参数：${said}`);
}

export function notOneOf(option: string, allowed: readonly string[], given: string): Misused {
  const list = allowed.join(', ');
  return new Misused(`${option} takes ${list}, not ${given}`, `${option} 可为 ${list}，不能是 ${given}`);
}

export function unknownVerb(...said: readonly (string | undefined)[]): Misused {
  const words = said.join(' ').trim();
  return new Misused(`does not know ${words}`, `没有这种用法：${words}`);
}

/** Throws Misused for an option the command does not have. */
export function parseCommand(command: Command, args: readonly string[]): Parsed {
  const options = { ...command.options, help: { type: 'boolean', short: 'h' } } satisfies Options;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (thrown) {
    throw foldParseError(thrown as NodeJS.ErrnoException);
  }
}

/** What Node says of arguments, in English and at length, in our words. */
function foldParseError({ code, message }: NodeJS.ErrnoException): Misused {
  const option = /'(?:-\w, )?(-[^' ]*)/.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    return new Misused(
      `has no option ${option} (a file of this name goes behind --)`,
      `没有选项 ${option}（若是文件名，请写在 -- 之后）`,
    );
  }
  return message.includes('does not take')
    ? new Misused(`${option} takes no value`, `${option} 不带值`)
    : new Misused(`${option} needs a value`, `${option} 缺少值`);
}

/** The value of a text option, where it was given. */
export function textOf(parsed: Parsed, name: string): string | undefined {
  const value = parsed.values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The values of a text option that may be given several times. */
export function textsOf(parsed: Parsed, name: string): readonly string[] {
  const values = parsed.values[name];
  return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [];
}

export function isOn(parsed: Parsed, name: string): boolean {
  return parsed.values[name] === true;
}

/** A whole number from an option. Throws Misused for anything else. */
export function numberOf(parsed: Parsed, name: string): number | undefined {
  const text = textOf(parsed, name);
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) {
    throw new Misused(`--${name} takes a whole number, not ${text}`, `--${name} 须为整数，不能是 ${text}`);
  }
  return Number(text);
}
