/** Recognised characters a passage holds at most where sentences are merged: ten of the longest. No schema beside: the journal's thread loads none. */
export const longestPassage = 2000;
