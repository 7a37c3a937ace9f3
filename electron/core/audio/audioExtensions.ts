/** What counts as audio inside a folder; a file named outright is always tried. */
const extensions: ReadonlySet<string> = new Set(
  (
    'wav mp3 m4a m4b flac ogg oga opus aac amr aiff aif wma webm mka mp4 mov mkv avi asf flv ts mpeg mpg caf w64 ac3 ' +
    'au ape wv 3gp'
  ).split(' '),
);

export function isAudioName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && extensions.has(name.slice(dot + 1).toLowerCase());
}
