/** Where nothing may be sent, in every spelling, and a network that tells whether it was. For tests. */
import type { Network } from './network.ts';

/** Answers each look-up with the next of these, and writes down where a connection was asked for. */
export function watchedNetwork(...answers: string[][]) {
  const connections: string[] = [];
  let lookUps = 0;
  const network: Network = {
    resolve: () => Promise.resolve(answers[Math.min(lookUps++, answers.length - 1)] ?? []),
    connect(address) {
      connections.push(address);
      throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    },
  };
  return { network, connections, lookUps: () => lookUps };
}

export const hostileUrls = [
  // This machine, in every spelling that a URL parser takes.
  'https://localhost/',
  'https://LOCALHOST./',
  'https://hooks.localhost/',
  'https://127.0.0.1/',
  'https://127.0.0.1.:8443/',
  'https://127.1/',
  'https://127.255.255.254/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.1/',
  'https://017700000001/',
  'https://0177.0.0.01/',
  'https://127.0x0.00.1/',
  'https://１２７.０.０.１/',
  'https://①②⑦.⓪.⓪.①/',
  'https://127。0。0。1/',
  'https://%31%32%37.0.0.1/',
  'https://0/',
  'https://0.0.0.0/',
  'https://0.1.2.3/',
  'https://[::1]/',
  'https://[::]/',
  'https://[0:0:0:0:0:0:0:1]/',
  // IPv4 within IPv6: mapped, compatible, NAT64, 6to4, Teredo, translated.
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:8.8.8.8]/',
  'https://[::127.0.0.1]/',
  'https://[::8.8.8.8]/',
  'https://[64:ff9b::127.0.0.1]/',
  'https://[64:ff9b::a00:1]/',
  'https://[64:ff9b:1::10.0.0.1]/',
  'https://[2002:7f00:1::]/',
  'https://[2002:a9fe:a9fe::1]/',
  'https://[2001:0:53aa:64c::1]/',
  'https://[::ffff:0:127.0.0.1]/',
  // Private, carriers', link-local, metadata.
  'https://10.0.0.1/',
  'https://10.255.255.255/',
  'https://167772161/',
  'https://012.0.0.1/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.0.1/',
  'https://192.168.257/',
  'https://0xc0a80001/',
  'https://100.64.0.1/',
  'https://100.127.255.255/',
  'https://100.100.100.200/',
  'https://169.254.169.254/latest/meta-data/',
  'https://2852039166/',
  'https://0xa9fea9fe/',
  'https://0251.0376.0251.0376/',
  'https://169.254.170.2/',
  'https://168.63.129.16/',
  'https://[fe80::1]/',
  'https://[febf::1]/',
  'https://[fc00::1]/',
  'https://[fd00:ec2::254]/',
  'https://[fec0::1]/',
  // Nobody's: multicast, reserved, documentation, benchmarks, protocol assignments.
  'https://224.0.0.1/',
  'https://239.255.255.250/',
  'https://240.0.0.1/',
  'https://255.255.255.255/',
  'https://192.0.0.1/',
  'https://192.0.2.1/',
  'https://192.88.99.1/',
  'https://198.18.0.1/',
  'https://198.19.255.255/',
  'https://198.51.100.1/',
  'https://203.0.113.1/',
  'https://[ff02::1]/',
  'https://[2001:db8::1]/',
  'https://[3fff::1]/',
  'https://[2001:2::1]/',
  'https://[2001:20::1]/',
  'https://[100::1]/',
  'https://[5f00::1]/',
  'https://[4000::1]/',
  // Not over https, not on the web, or with a password.
  'http://hooks.acme.example/',
  'http://8.8.8.8/',
  'https://user@8.8.8.8/',
  'https://user:password@8.8.8.8/',
  // A backslash is a slash (WHATWG URL, 4.4), so that the host is what stands before it.
  'https://127.0.0.1\\@8.8.8.8/',
  'https://127.0.0.1#@8.8.8.8/',
  'https://127.0.0.1\t/',
  'file:///etc/passwd',
  'ftp://8.8.8.8/',
  'gopher://8.8.8.8:25/',
  'data:text/plain,a',
  'javascript:alert(1)',
  'unix:/var/run/docker.sock',
  'https://[fe80::1%25eth0]/',
  'https://256.256.256.256/',
  'https:///',
  'hooks.acme.example',
];
