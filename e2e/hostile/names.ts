/** Names that other programs take for options, addresses or devices: to us they are names. */
import { renderWav } from '../../electron/host/jobs/testSound.ts';
import { heard, lossy, put } from './corpus.ts';
import type { HostileFile } from './corpus.ts';

const names = [
  '-i',
  '-x',
  '--help',
  '-y.wav',
  '-',
  'a\nb',
  'a\tb\r.wav',
  'a:b.wav',
  'C:talk.wav',
  'http:',
  'http:%2F%2F127.0.0.1%2Fx.wav',
  'concat:a|b.wav',
  'file:x.wav',
  'pipe:0',
  'crypto:x',
  'a%d%s%n.wav',
  'img%03d.wav',
  '$(touch escaped).wav',
  '`touch escaped`.wav',
  '; rm -rf x;.wav',
  '"quoted\'.wav',
  '*?[a].wav',
  '🎙👩🏽‍💻 会议.wav',
  'Café.wav'.normalize('NFD'),
  'report\u202Egpj.wav',
  '\u200B.wav',
  '\uFEFFbom.wav',
  'CON.wav',
  'nul',
  'COM1.mp3.wav',
  'trailing dot.',
  ' space before and behind ',
  '.hidden.wav',
  '...',
  'a\\b.wav',
  '..\\..\\escaped.wav',
  `${'长'.repeat(83)}.wav.`.slice(0, 85),
  `${'n'.repeat(251)}.wav`,
  'x'.repeat(255),
];

export const namedFiles: readonly HostileFile[] = names.flatMap((name, index) => {
  const own: HostileFile = {
    ...{ family: 'name', name, expected: heard() },
    make: (kit) => put(kit, name, renderWav(kit.speech)),
  };
  // Every third goes through ffmpeg, too.
  const coded: HostileFile = {
    ...{ family: 'name', name: `${name} (mp3)`, expected: heard(lossy) },
    make: async (kit) => put(kit, name, await kit.converted('a.mp3')),
  };
  return index % 3 === 0 ? [own, coded] : [own];
});
