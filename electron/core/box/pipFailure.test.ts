import { expect, it } from 'vitest';
import { namePipFailure } from './pipFailure.ts';

// As pip 26.3 and Python print them.
it.each([
  [
    'install-unreachable',
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...: Connection refused')': /simple/torch/\nERROR: Could not find a version that satisfies the requirement torch==2.13.0+cpu (from versions: none)\nERROR: No matching distribution found for torch==2.13.0+cpu",
  ],
  ['install-unreachable', 'ERROR: HTTP error 502 while getting http://127.0.0.1:1/a.whl'],
  [
    'install-unreachable',
    'error: incomplete-download\n\n× Download failed after 6 attempts because not enough bytes were received.',
  ],
  [
    'install-refused',
    'ERROR: HTTP error 403 while getting http://127.0.0.1:4000/files/a-1-py3-none-any.whl (from http://127.0.0.1:4000/simple/a/)',
  ],
  ['install-refused', 'ERROR: 401 Client Error: Unauthorized for url: https://mirror/simple/'],
  [
    'install-no-build',
    'ERROR: Could not find a version that satisfies the requirement torch==9 (from versions: 2.12.0, 2.13.0)\nERROR: No matching distribution found for torch==9',
  ],
  [
    'install-damaged',
    'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n    a==1:\n        Expected sha256 00\n             Got        11',
  ],
  [
    'install-no-room',
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device: '/envs/x'",
  ],
  [
    'python-missing',
    'The virtual environment was not created successfully because ensurepip is not available.',
  ],
  [
    'proxy-socks',
    'ERROR: Could not install packages due to an OSError: Missing dependencies for SOCKS support.',
  ],
  [
    'certificate-unknown',
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1006)'))': /simple/pip/\nERROR: No matching distribution found for pip==26.3",
  ],
  ['install-failed', 'error: subprocess-exited-with-error'],
  ['install-failed', ''],
])('%s', (code, words) => {
  expect(namePipFailure(words)).toBe(code);
});
