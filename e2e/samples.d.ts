export interface Sample {
  readonly path: string;
  readonly name: string;
  readonly text: string;
}
export declare function readSamples(): readonly Sample[];
/** The longest of them by its spoken text. */
export declare function longestSample(): Sample;
