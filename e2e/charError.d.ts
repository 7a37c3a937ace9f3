/** Character error rate, the measure Chinese recognisers are compared by. */
/** Levenshtein distance ÷ reference length, over characters other than punctuation and white space; 0 for two empty texts. */
export declare function charErrorRate(reference: string, hypothesis: string): number;
export declare function bareCharacters(text: string): readonly string[];
/** Wagner–Fischer with one row: insertions, deletions and substitutions cost 1. */
export declare function editDistance(a: readonly string[], b: readonly string[]): number;
