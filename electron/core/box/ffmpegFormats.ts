/** Which of the formats people bring an ffmpeg was built for, from its own lists. */

/** A format: what people call it, the container it comes in and the codec inside, as `ffmpeg -demuxers` and `-decoders` name them. */
const formats: readonly { name: string; demuxer: string; decoders: readonly string[] }[] = [
  { name: 'WAV', demuxer: 'wav', decoders: ['pcm_s16le'] },
  { name: 'MP3', demuxer: 'mp3', decoders: ['mp3', 'mp3float'] },
  { name: 'M4A/MP4 (AAC)', demuxer: 'mov', decoders: ['aac', 'aac_at', 'libfdk_aac'] },
  { name: 'FLAC', demuxer: 'flac', decoders: ['flac'] },
  { name: 'Opus', demuxer: 'ogg', decoders: ['opus', 'libopus'] },
  { name: 'Ogg Vorbis', demuxer: 'ogg', decoders: ['vorbis', 'libvorbis'] },
  { name: 'WebM/Matroska', demuxer: 'matroska', decoders: ['opus', 'vorbis'] },
  { name: 'WMA', demuxer: 'asf', decoders: ['wmav2'] },
  { name: 'AMR', demuxer: 'amr', decoders: ['amrnb', 'libopencore_amrnb'] },
  { name: 'AIFF', demuxer: 'aiff', decoders: ['pcm_s16be'] },
  { name: 'MPEG-TS', demuxer: 'mpegts', decoders: ['aac', 'mp2', 'mp2float'] },
];

export interface FormatsFound {
  readonly has: readonly string[];
  readonly lacks: readonly string[];
}

/** stdout of `ffmpeg -demuxers` and `ffmpeg -decoders`; null: neither is such a list. */
export function parseFormats(demuxers: string, decoders: string): FormatsFound | null {
  const [opened, decoded] = [namesIn(demuxers), namesIn(decoders)];
  if (opened.size === 0 || decoded.size === 0) return null;
  const isRead = ({ demuxer, decoders: any }: (typeof formats)[number]): boolean =>
    opened.has(demuxer) && any.some((name) => decoded.has(name));
  return {
    has: formats.filter(isRead).map(({ name }) => name),
    lacks: formats.filter((format) => !isRead(format)).map(({ name }) => name),
  };
}

/** Lines are `FLAGS name1,name2 description`; what comes before the rule of dashes explains the flags. */
function namesIn(list: string): ReadonlySet<string> {
  const lines = list.split(/\r?\n/);
  const rule = lines.findIndex((line) => /^\s*-+\s*$/.test(line));
  const rows = rule < 0 ? [] : lines.slice(rule + 1);
  return new Set(rows.flatMap((row) => /^\s*\S+\s+(\S+)/.exec(row)?.[1]?.split(',') ?? []));
}
