/** Names a failure's code beside its body: for a program that reads none, and for the log of requests. */
export const codeHeader = 'X-Error-Code';
