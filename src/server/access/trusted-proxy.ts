import type { Context } from 'hono';
import { isIPv6 } from 'node:net';
import type { AppEnvironment } from '../app-environment.ts';
import { roleOf, type Person } from './caller.ts';
import type { ProxySettings } from './settings.ts';

/** The address of the socket's other end: no header can change it. */
export function peerOf(context: Context<AppEnvironment>): string {
  // Empty where the app is called without a socket.
  return context.env?.incoming?.socket.remoteAddress ?? '';
}

/** Who the proxy says it is. From anybody else the headers count for nothing. */
export function fromTrustedProxy(
  context: Context<AppEnvironment>,
  { peers, userHeader, roleHeader, roles }: ProxySettings,
): Person | undefined {
  const peer = peerOf(context);
  if (peer === '' || !peers.check(peer, isIPv6(peer) ? 'ipv6' : 'ipv4')) return undefined;
  const name = onlyValue(context, userHeader);
  const groups = onlyValue(context, roleHeader)?.split(',') ?? [];
  const role = roleOf(
    groups.map((group) => group.trim()),
    roles,
  );
  return name && role ? { kind: 'person', name, role, signIn: 'proxy' } : undefined;
}

/** A header that came twice was sent by the client, and added to by the proxy: nobody knows which counts. */
function onlyValue(context: Context<AppEnvironment>, name: string): string | undefined {
  const values = context.env.incoming?.headersDistinct[name] ?? [];
  // Node reads the bytes as Latin-1; names are written in UTF-8.
  return values.length === 1 ? Buffer.from(values[0] ?? '', 'latin1').toString() : undefined;
}
