/** Files that name other files or addresses: none of those is opened. */
import { basename } from 'node:path';
import { put, refused } from './corpus.ts';
import type { HostileFile, Kit } from './corpus.ts';

/** What it names: another's recording, a pipe, or an address that counts its callers. */
const aims: readonly (readonly [string, (kit: Kit) => string])[] = [
  ['file', ({ secretPath }) => secretPath],
  ['pipe', ({ pipePath }) => pipePath],
  ['address', ({ canaryUrl }) => canaryUrl],
];

const hls = (to: string): string => `#EXTM3U\n#EXT-X-TARGETDURATION:20\n#EXTINF:20,\n${to}\n#EXT-X-ENDLIST\n`;
const keyedHls = (to: string): string =>
  hls(to).replace('#EXTINF', `#EXT-X-KEY:METHOD=AES-128,URI="${to}"\n#EXTINF`);
const concat = (to: string): string => `ffconcat version 1.0\nfile '${to}'\n`;
const sdp = (): string =>
  'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n';
const svg = (to: string): string =>
  `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><image href="${to}"/><script>fetch("${to}")</script></svg>`;
const dash = (to: string): string =>
  `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT5S"><Period><AdaptationSet mimeType="audio/mp4"><Representation id="1" bandwidth="1"><BaseURL>${to}</BaseURL></Representation></AdaptationSet></Period></MPD>`;
const smil = (to: string): string => `<smil><body><audio src="${to}"/></body></smil>`;
const asx = (to: string): string => `<asx version="3.0"><entry><ref href="${to}"/></entry></asx>`;
const pls = (to: string): string => `[playlist]\nFile1=${to}\nNumberOfEntries=1\nVersion=2\n`;
const xspf = (to: string): string =>
  `<?xml version="1.0"?><playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList><track><location>${to}</location></track></trackList></playlist>`;
const cue = (to: string): string => `FILE "${to}" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n`;
const avisynth = (to: string): string => `WavSource("${to}")\n`;
const shell = (to: string): string => `#!/bin/sh\ncat '${to}'\n`;
const html = (to: string): string => `<!doctype html><audio src="${to}" autoplay></audio>`;
const plain = (to: string): string => `${to}\n`;

type Script = readonly [ending: string, render: (to: string) => string];

/** Formats ffmpeg would follow, under names of sound. */
const followed: readonly Script[] = [
  ['hls.mp3', hls],
  ['hls.wav', hls],
  ['keyed.m4a', keyedHls],
  ['concat.mp3', concat],
  ['concat', concat],
  ['dash.mp4', dash],
  ['sdp.mp3', sdp],
];
const others: readonly Script[] = [
  ['svg.mp3', svg],
  ['smil.wav', smil],
  ['asx.wma', asx],
  ['pls.mp3', pls],
  ['xspf.ogg', xspf],
  ['cue.flac', cue],
  ['avs.avi', avisynth],
  ['shell.wav', shell],
  ['html.mp3', html],
  ['list.m3u', plain],
];

/** All three aims for what ffmpeg would follow; one, in turn, for the rest. */
const scripts: readonly HostileFile[] = [
  ...followed.flatMap((script) => aims.map((aim) => write(script, aim))),
  ...others.flatMap((script, index) =>
    aims.filter((_, at) => at === index % 3).map((aim) => write(script, aim)),
  ),
];

function write([ending, render]: Script, [aim, find]: (typeof aims)[number]): HostileFile {
  return {
    ...{ family: 'pointer', name: `to-${aim}-${ending}` },
    expected: refused('file-refused', 'file-not-audio'),
    make: (kit) => put(kit, `to-${aim}-${ending}`, render(find(kit))),
  };
}

/** A film whose sound is said to lie in another file, by a path from its own folder. */
const elsewhere: HostileFile = {
  ...{ family: 'pointer', name: 'sound-elsewhere.mov' },
  expected: refused('file-not-audio', 'file-no-sound', 'file-refused', 'file-truncated'),
  make: async (kit) => {
    const film = Buffer.from(
      await kit.converted('whole.mov', ['-c:a', 'pcm_s16le', '-movflags', '+faststart']),
    );
    const head = film.subarray(0, film.indexOf('mdat') - 4);
    return put(kit, 'sound-elsewhere.mov', pointAway(head, basename(kit.secretPath), kit.secretPath));
  },
};

/** The entry that says «in this file» is made one that names another. */
function pointAway(head: Buffer, name: string, path: string): Buffer {
  const at = head.indexOf('url ') - 4;
  const alias = Buffer.alloc(12 + 150 + 4 + path.length + (path.length % 2) + 4);
  alias.writeUInt32BE(alias.length, 0);
  alias.write('alis', 4, 'latin1');
  alias.writeUInt8(Math.min(63, name.length), 12 + 50);
  alias.write(name.slice(0, 63), 12 + 51, 'latin1');
  // A POSIX path, then the end.
  alias.writeUInt16BE(18, 12 + 150);
  alias.writeUInt16BE(path.length, 12 + 152);
  alias.write(path, 12 + 154, 'latin1');
  alias.writeInt16BE(-1, alias.length - 4);
  const grown = Buffer.concat([head.subarray(0, at), alias, head.subarray(at + 12)]);
  const by = alias.length - 12;
  // Every box around it has grown by as much.
  for (const box of ['moov', 'trak', 'mdia', 'minf', 'dinf', 'dref']) {
    const size = grown.indexOf(box) - 4;
    grown.writeUInt32BE(grown.readUInt32BE(size) + by, size);
  }
  return grown;
}

export const pointers: readonly HostileFile[] = [...scripts, elsewhere];
