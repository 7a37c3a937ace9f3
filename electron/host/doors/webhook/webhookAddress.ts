/** Which addresses a webhook may reach: a setting must not become a way into the network around the host. */
import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { BlockList, isIP } from 'node:net';

/** RFC 6890 and its IPv6 kin: this machine, private networks, carriers' own, multicast, nothing at all. */
const privateNets = listNets([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '172.16.0.0/12', '192.0.0.0/24'],
  ...[
    '192.168.0.0/16',
    '198.18.0.0/15',
    '224.0.0.0/4',
    '240.0.0.0/4',
    '::/128',
    '::1/128',
    'fc00::/7',
    'ff00::/8',
  ],
]);
/** Where clouds answer with a machine's own keys: never. */
const linkLocal = listNets(['169.254.0.0/16', 'fe80::/10', 'fd00:ec2::254/128']);

function listNets(nets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const net of nets) {
    const [address = '', bits = ''] = net.split('/');
    list.addSubnet(address, Number(bits), address.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}

export function isRefusedAddress(address: string, allowsPrivate: boolean): boolean {
  // An IPv4 address in IPv6's clothes is that address.
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  const family = isIP(plain) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(plain) === 0 || linkLocal.check(plain, family)) return true;
  if (family === 'ipv6' && /^(::ffff:|64:ff9b:)/i.test(plain)) return true;
  return !allowsPrivate && privateNets.check(plain, family);
}

/** Looks a name up for the very connection that is made, so that no second answer can lead elsewhere. */
export function createLookup(allowsPrivate: boolean): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0);
      const refused = addresses.find(({ address }) => isRefusedAddress(address, allowsPrivate));
      if (refused) return done(refusal(hostname, refused.address), '', 0);
      const [first] = addresses;
      if (options.all) return done(null, addresses);
      return done(null, first?.address ?? '', first?.family);
    });
  };
}

export function refusal(hostname: string, address: string): NodeJS.ErrnoException {
  const where = hostname === address ? address : `${hostname} (${address})`;
  return Object.assign(new Error(`${where} is in a private network`), { code: 'EPRIVATE' });
}
