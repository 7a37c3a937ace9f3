/** What a decoder of one file is, whoever decodes. */
export interface DecoderEnd {
  readonly exitCode: number | null;
  /** By somebody else: neither by its own fault nor by whoever stopped it. */
  readonly isKilled: boolean;
  /** First words on stderr; '' for our own reader unless the file broke off. */
  readonly complaints: string;
}

export interface Decoder {
  /** What the samples depend on. */
  readonly identity: string;
  /** How many there are; null where only decoding tells. */
  readonly samples: number | null;
  /** Pieces of s16le, whole samples each. Not reading them holds the decoder back. Ends early when stopped. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** After the last piece. */
  end(): Promise<DecoderEnd>;
  /** Ends it at once; settles when it is gone, within 2 s whatever it does. */
  stop(): Promise<void>;
}

export interface DecoderPorts {
  readonly ffmpegPath: () => string | null;
  /** Longest sound wanted, s. */
  readonly longestS: number;
}
