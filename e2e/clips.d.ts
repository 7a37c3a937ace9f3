/** mulberry32, by Tommy Ettinger (public domain): small, seedable, good enough to cut audio by. */
export declare function seededRandom(seed: number): () => number;
/** Any audio file as samples. */
export declare function readPcm(path: string): Promise<Int16Array>;
/** RIFF header of 16-bit mono PCM, then the samples. */
export declare function writeWav(path: string, samples: Int16Array): Promise<void>;
/** `count` cuts of fromS…toS seconds at random places of one recording, as WAV files in `dir`. */
export declare function cutClips(
  recording: Int16Array,
  dir: string,
  cut: {
    count: number;
    fromS: number;
    toS: number;
    seed: number;
  },
): Promise<string[]>;
/** Seconds of audio in WAV files this module wrote. */
export declare function totalSeconds(paths: readonly string[]): Promise<number>;
