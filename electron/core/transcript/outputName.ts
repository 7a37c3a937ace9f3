/** Names of files we write: good on every system, whatever the source was called. */
import { hiddenCharacter } from './showName.ts';

/** Longest name in bytes of UTF-8; file systems take 255, the rest is for " (2)" and temp names. */
const longestBytes = 200;

/** What ffmpeg is let read; anything else after a dot is part of the name. */
const sourceExtension =
  /\.(?:wav|mp3|flac|og[gav]|opus|m4[abv]|mp[24]|mpe?g|mov|mk[av]|webm|aac|amr|aif[fc]?|avi|asf|wm[av]|flv|m?ts|m2ts|caf|w64|ac3|au|snd|ape|wv|3gp|3g2)$/i;

/** Not allowed on Windows. */
const refused = /[<>:"/\\|?*]/g;

/** Device names of Windows, with any extension. */
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:\.|$))/i;

/** `meeting.mp3`, `srt` → `meeting.srt`. At most 200 bytes; never empty, hidden, or a device of Windows. */
export function outputName(name: string, ext: string): string {
  return nameFile(stemOf(name), ext);
}

/** A source's name without the extension it was read by. */
export function stemOf(name: string): string {
  return name.normalize('NFC').replace(sourceExtension, '');
}

/** The same for a name that has no extension yet. */
export function nameFile(name: string, ext: string): string {
  const clean = name.normalize('NFC').replace(refused, '_').replace(hiddenCharacter, '_');
  const stem = clean.replace(/^[\s.]+/, '') || 'transcript';
  const safe = reserved.test(stem) ? `_${stem}` : stem;
  const cut = cutBytes(safe, longestBytes - countBytes(ext) - 1).replace(/[\s.]+$/, '');
  return `${cut || 'transcript'}.${ext}`;
}

/** The longest start of `text` within `limit` bytes that splits no visible character. */
function cutBytes(text: string, limit: number): string {
  let bytes = 0;
  let kept = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    bytes += countBytes(segment);
    if (bytes > limit) break;
    kept += segment;
  }
  return kept;
}

function countBytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else bytes += code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}
