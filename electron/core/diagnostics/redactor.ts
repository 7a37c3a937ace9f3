/** Takes out of a text all that is somebody's: what they said, what their files are called, where they lie, who they are. */
import { soundExtensions } from '../../contract/job.ts';
import { foreignSecretShapes, secretShapes } from './secretShapes.ts';

/** What is known to be private on this box. */
export interface PrivateFacts {
  /** Folders that stand in paths, and what is shown in their place. */
  readonly folders: readonly { readonly path: string; readonly shown: string }[];
  /** Names people gave: of files, instances, keys, the account and the box. */
  readonly names: readonly string[];
  /** Of transcripts, as phrasesOf lists them. */
  readonly phrases: ReadonlySet<string>;
}

export type Redact = (text: string) => string;

const shown = { secret: '[secret]', name: '[name]', text: '[text]', path: '[path]', file: '[file]' } as const;

/** Words in a row that give a transcript away. */
const phraseWords = 3;
/** An account called `me` would take every such word out of every message. */
const shortestName = 3;
/** Accounts every box has, and words of our own logs. */
const commonNames = new Set(['root', 'user', 'admin', 'localhost', 'cpu', 'gpu']);

const chinese =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}，。？！、；：「」《》]+/gu;
const routes = String.raw`\/(?:healthz|readyz|metrics|openapi\.json)(?![\w/.-])`;
const kept = String.raw`(?:\/(?:usr|opt|lib|lib64|bin|sbin|etc|proc|sys|dev|nix|snap|v1|api)\/|<(?:data|app)>)[^\s"'\`]*|${routes}`;
// Each begins where a word does: a long line without spaces would else be tried from every character.
const mails = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const paths = new RegExp(
  String.raw`(${kept})|(?:(?<![\w/<>.~])\/(?=[^/\s])|~[\\/]|(?<!\w)[A-Za-z]:[\\/](?!\/)|\\\\(?=\w))[^"'\`:;|\n\t]*`,
  'g',
);
const endings = soundExtensions.join('|');
const quotedFiles = new RegExp(String.raw`(["'\`])[^"'\`\n]*\.(?:${endings})\1`, 'gi');
const files = new RegExp(String.raw`(?<![^\s"'\`=(/\\])[^\s"'\`=(/\\]+\.(?:${endings})\b`, 'gi');
const quotedSpeech = /(["'`])(?:[^"'`\s]+\s){2,}[^"'`\s]+\1/g;

/** The order matters: what has a shape of its own goes first, whole; then what is known, then what looks private. */
export function createRedactor(known: PrivateFacts): Redact {
  const names = listNames(known.names);
  const folders = known.folders.filter(({ path }) => path.length > 1);
  return (text) => {
    let safe = text;
    for (const shape of [...secretShapes, ...foreignSecretShapes]) safe = safe.replace(shape, shown.secret);
    // Before the names in them, which would leave the rest of an address.
    safe = safe.replace(mails, shown.name);
    for (const { path, shown: label } of folders) safe = safe.replaceAll(path, label);
    for (const { name, pattern } of names) if (safe.includes(name)) safe = safe.replace(pattern, shown.name);
    safe = hidePhrases(safe, known.phrases);
    return hideByLook(safe);
  };
}

function hideByLook(text: string): string {
  return text
    .replaceAll('file://', 'file:')
    .replace(quotedFiles, `$1${shown.file}$1`)
    .replace(paths, (whole, ours: string | undefined) => ours ?? hidePath(whole))
    .replace(files, shown.file)
    .replace(quotedSpeech, `$1${shown.text}$1`)
    .replace(chinese, shown.text);
}

function hidePath(path: string): string {
  return path.startsWith('~') ? `~/${shown.path}` : shown.path;
}

/** Longest first, so that no name leaves a rest of a longer one. */
function listNames(names: readonly string[]): readonly { name: string; pattern: RegExp }[] {
  const whole = names.flatMap((name) => [name, name.replace(/\.[^.]+$/, '')]);
  return [...new Set(whole)]
    .filter((name) => [...name].length >= shortestName && !commonNames.has(name.toLowerCase()))
    .sort((a, b) => b.length - a.length)
    .map((name) => ({ name, pattern: wholeWord(name) }));
}

function wholeWord(name: string): RegExp {
  const literal = name.replace(/[$()*+.?[\\\]^{|}/]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${literal}(?![\p{L}\p{N}])`, 'gu');
}

/** What of a transcript is looked for in other texts. Some milliseconds for thousands of words. */
export function phrasesOf(text: string): string[] {
  return listPhrases(text).map(({ phrase }) => phrase);
}

interface Phrase {
  readonly phrase: string;
  readonly from: number;
  readonly to: number;
}

/** Every few words in a row; Chinese is taken out by its script. */
function listPhrases(text: string): readonly Phrase[] {
  const words = [...text.matchAll(/[\p{Script=Latin}\p{N}'’-]+/gu)];
  const lower = words.map(([word]) => word.toLowerCase());
  const found: Phrase[] = [];
  for (let last = phraseWords - 1; last < words.length; last += 1) {
    const phrase = lower.slice(last - phraseWords + 1, last + 1).join(' ');
    // Figures alone are times and sizes.
    if (!/[^\d .'’-]{2}/.test(phrase)) continue;
    const [first, end] = [words[last - phraseWords + 1], words[last]];
    found.push({ phrase, from: first?.index ?? 0, to: (end?.index ?? 0) + (end?.[0].length ?? 0) });
  }
  return found;
}

function hidePhrases(text: string, phrases: ReadonlySet<string>): string {
  if (phrases.size === 0) return text;
  let [safe, at] = ['', 0];
  for (const { phrase, from, to } of listPhrases(text)) {
    if (!phrases.has(phrase)) continue;
    safe += from > at ? `${text.slice(at, from)}${shown.text}` : safe === '' ? shown.text : '';
    at = Math.max(at, to);
  }
  return safe + text.slice(at);
}
