/**
 * Which addresses are somebody's on the Internet, by IANA's registries of special-purpose addresses
 * (https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry).
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';

const special4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // shared by a carrier's customers (RFC 6598)
  ['127.0.0.0', 8], // this machine
  ['168.63.129.16', 32], // Azure's own services, on every machine there
  ['169.254.0.0', 16], // link-local, and the metadata of cloud machines
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
];

/**
 * Within 2000::/3, which alone is global unicast. Outside of it lie loopback, mapped and compatible IPv4,
 * NAT64, unique local, link-local and multicast.
 */
const special6: readonly (readonly [string, number])[] = [
  ['2001::', 23], // Teredo, benchmarks, ORCHID and other protocol assignments
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4: carries an IPv4 address
  ['3fff::', 20], // documentation
];

const special = new BlockList();
for (const [net, prefix] of special4) special.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of special6) special.addSubnet(net, prefix, 'ipv6');
const unicast6 = new BlockList();
unicast6.addSubnet('2000::', 3, 'ipv6');

export function isPublic(address: string): boolean {
  if (isIPv4(address)) return !special.check(address, 'ipv4') && !isOwn(address, 'ipv4');
  // A zone (`fe80::1%eth0`) is of this machine.
  if (!isIPv6(address) || address.includes('%')) return false;
  return (
    unicast6.check(address, 'ipv6') && !special.check(address, 'ipv6') && !isOwn(address, 'ipv6')
  );
}

/** Whether two texts name one address. */
export function isSameAddress(one: string, other: string): boolean {
  if (isIPv4(one) || isIPv4(other)) return one === other;
  if (!isIPv6(one) || !isIPv6(other)) return false;
  const only = new BlockList();
  only.addAddress(one, 'ipv6');
  return only.check(other, 'ipv6');
}

/** A machine's public address leads back into it, past whatever guards it from outside. */
function isOwn(address: string, family: 'ipv4' | 'ipv6'): boolean {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .some((own) => own.family.toLowerCase() === family && isSameAddress(own.address, address));
}
