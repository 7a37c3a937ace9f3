/** Proxies and certificates as every client reads them: pip, requests and httpx each know only some of the variables. */

type Variables = Readonly<Record<string, string>>;

const isSocks = (address: string): boolean => /^socks/i.test(address);

/**
 * A SOCKS proxy for all goes where HTTPS has a proxy of its own, as proxy programs' own lines for a shell set both: httpx
 * refuses to begin by the first although it would never be asked. A file of certificates named for one client is named for all.
 */
export function alignReach(env: Variables): Record<string, string> {
  const https = find(env, 'HTTPS_PROXY');
  const hasPlain = https !== undefined && https !== '' && !isSocks(https);
  const kept = Object.entries(env).filter(
    ([name, value]) => !(hasPlain && name.toUpperCase() === 'ALL_PROXY' && isSocks(value)),
  );
  return { ...Object.fromEntries(kept), ...nameCertificates(env) };
}

function nameCertificates(env: Variables): Record<string, string> {
  const named = [env['SSL_CERT_FILE'], env['REQUESTS_CA_BUNDLE'], env['CURL_CA_BUNDLE']];
  // A folder, which requests would take, is none of OpenSSL's files.
  const file = named.find((path) => path !== undefined && /\.(pem|crt|cer)$/i.test(path));
  if (file === undefined) return {};
  return {
    SSL_CERT_FILE: env['SSL_CERT_FILE'] || file,
    REQUESTS_CA_BUNDLE: env['REQUESTS_CA_BUNDLE'] || env['CURL_CA_BUNDLE'] || file,
  };
}

function find(env: Variables, wanted: string): string | undefined {
  return Object.entries(env).find(([name]) => name.toUpperCase() === wanted)?.[1];
}
