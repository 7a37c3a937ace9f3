/** A file's name as a person may see it: nothing in it is invisible or turns the text around. */

/** Controls, bidi marks and overrides, line and paragraph separators, zero-width and annotation characters, lone surrogates. */
export const hiddenCharacter =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0001}]/gu;

/** NFC; hidden characters become `\u{202e}` and the like. Showing a shown name changes nothing. */
export function showName(name: string): string {
  return name.replace(hiddenCharacter, escape).normalize('NFC');
}

function escape(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
