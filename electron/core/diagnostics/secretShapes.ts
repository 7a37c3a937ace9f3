/** What secrets look like, whoever wrote them into a line. */

/** 256 random bits in base64url are 43 characters: one-time codes, cookies and keys look like nothing else. */
export const secretShapes: readonly RegExp[] = [
  /(?<![\w-])(?:pdk-)?[\w-]{43}(?![\w-])/g,
  /(?<=\bcode=)[\w-]+/g,
  /(?<=\bBearer )[^\s"']+/gi,
  /(?<="(?:cookie|set-cookie|authorization)":")[^"]*/gi,
];

/** As the hubs and others give them, in addresses, and beside a word that says so. */
export const foreignSecretShapes: readonly RegExp[] = [
  /\b(?:hf_|sk-|ghp_|ms-)[\w-]{8,}/g,
  /(?<=:\/\/)[^\s/@"']+(?=@)/g,
  /(?<=[?&][\w.-]{1,40}=)[^\s&"']+/g,
  /(?<=(?:token|secret|password|passwd|api[_-]?key|cookie|authorization)\w{0,20}["']?\s?[=:]\s?["']?)(?!\d+\b)[^\s"',;]+/gi,
];
