/** What failed while something was brought from a hub or an index, in English. */
import type { FailureTexts } from './failureTexts.ts';

export const failureTextsSetupEn = {
  'fetch-not-found': {
    cause: 'The hub has no such model.',
    fix: 'Check the full id, owner/name, and the hub.',
  },
  'fetch-refused': {
    cause: 'The hub refused the download.',
    fix: 'The model may need a sign-in or a licence; open its page on the hub, or choose another mirror.',
  },
  'fetch-broken': {
    cause: 'The connection to the hub broke.',
    fix: 'Try again: what has come is kept. Where it breaks again, set a mirror (HF_ENDPOINT=https://hf-mirror.com, MODELSCOPE_ENDPOINT) or a proxy for the host, or copy the folder by hand and add it.',
  },
  'fetch-too-slow': {
    cause: 'The hub has sent nothing for a long time.',
    fix: 'Try again later or from a mirror (HF_ENDPOINT=https://hf-mirror.com, MODELSCOPE_ENDPOINT): what has come is kept. Or download the folder elsewhere, copy it here and add it.',
  },
  'fetch-damaged': {
    cause: 'The downloaded files are not what the hub announced.',
    fix: 'Fetch it again: the damaged files have been removed.',
  },
  'install-unreachable': {
    cause: 'The package index could not be reached, or the connection broke.',
    fix: 'Try again: whole files are kept. Where it breaks again, set a mirror for PyTorch under Settings, Engines, one for all else by pip config set global.index-url URL, or a proxy for the host (HTTPS_PROXY).',
  },
  'install-refused': {
    cause: 'The package index refused the download.',
    fix: 'The mirror may be closed or need a sign-in: choose another, for PyTorch under Settings, Engines, for all else by pip config set global.index-url URL.',
  },
  'install-no-build': {
    cause: 'The package index has no build that fits this system and its Python.',
    fix: 'A mirror may lag behind: try another index. Or start the host with PARADECK_PYTHON naming another Python.',
  },
  'install-damaged': {
    cause: 'A file that came is not the one the index announced.',
    fix: 'Try again: it was thrown away. If it happens again, choose another mirror.',
  },
  'install-no-room': {
    cause: 'The disk has too little room for the engine.',
    fix: 'Free some space, or start the host with PARADECK_ENVS naming a folder on a larger disk.',
  },
  'install-failed': {
    cause: 'The engine could not be installed.',
    fix: 'Look at its log under Settings, Engines, then try again.',
  },
  'proxy-socks': {
    cause: 'The host’s proxy is a SOCKS proxy, which the programs that download can’t use.',
    fix: 'Start the host with HTTPS_PROXY=http://HOST:PORT: most proxy programs have an HTTP or mixed port beside the SOCKS one. Or set mirrors that need no proxy, and unset ALL_PROXY.',
  },
  'certificate-unknown': {
    cause:
      'The certificate of the address is signed by nobody this box trusts, as behind a company’s proxy that reads HTTPS.',
    fix: 'Add the company’s root certificate to the system, or start the host with SSL_CERT_FILE naming it (a PEM file).',
  },
} satisfies Partial<FailureTexts>;
