/** Why an installation failed, from pip's own words. */
import type { FailureCode } from '../../contract/failure.ts';

const network =
  /Max retries exceeded|NewConnectionError|ConnectTimeoutError|ReadTimeoutError|ConnectionResetError|Connection (?:refused|reset|aborted|broken)|RemoteDisconnected|IncompleteRead|ProtocolError|Read timed out|NameResolutionError|Temporary failure in name resolution|getaddrinfo failed|Network is unreachable|SSLError|ProxyError|Download failed.*(?:incomplete|enough bytes)|enough bytes were not received/i;

/** The first that fits: a connection that broke ends in "no matching distribution" too. */
const signs: readonly (readonly [RegExp, FailureCode])[] = [
  [/No space left on device|ENOSPC|not enough space on the disk|Disk quota exceeded/i, 'install-no-room'],
  [/DO NOT MATCH THE HASHES|Hash(?:es)? (?:mismatch|did not match)|Expected sha256/i, 'install-damaged'],
  [/ensurepip is not available|No module named (?:venv|ensurepip)/i, 'python-missing'],
  [/HTTP error (?:401|403|407|451)|\b(?:401|403|407|451) (?:Client )?Error/i, 'install-refused'],
  [/Missing dependencies for SOCKS support/i, 'proxy-socks'],
  [/CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError/i, 'certificate-unknown'],
  [network, 'install-unreachable'],
  [/HTTP error 5\d\d|\b5\d\d Server Error/i, 'install-unreachable'],
  [/No matching distribution found|Could not find a version that satisfies/i, 'install-no-build'],
];

export function namePipFailure(words: string): FailureCode {
  return signs.find(([pattern]) => pattern.test(words))?.[1] ?? 'install-failed';
}
