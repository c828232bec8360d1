/** Why nothing could be sent, as a person would say it, from the codes of Node, the system and OpenSSL. */

/** `cause` as a resolver rejects with it. */
export function whyNotFound(host: string, cause: unknown): string {
  const code = codeOf(cause);
  return code === '' || code === 'ENOTFOUND' || code === 'ENODATA'
    ? `No host is called ${host}: the name has no address.`
    : `The name ${host} could not be looked up (${code}).`;
}

/** Before a connection, TLS included, was there. */
export function whyNotConnected(place: string, cause: unknown): string {
  const code = codeOf(cause);
  switch (code) {
    case 'ECONNREFUSED':
      return `Nothing listens at ${place}.`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `There is no way from here to ${place}.`;
    case 'ETIMEDOUT':
    case 'ABORT_ERR':
      return `${place} did not take the connection in time.`;
    case 'ECONNRESET':
    case 'EPIPE':
      return `${place} closed the connection before anything was sent.`;
    default:
      if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
        return `${place} does not speak TLS as it should (${code}).`;
      }
      // After a semicolon, Node advises whoever starts it.
      return isCertificateCode(code) && cause instanceof Error
        ? `The certificate of ${place} is not trusted: ${cause.message.split(';')[0]}.`
        : `${place} could not be connected to (${code || 'no reason given'}).`;
  }
}

function isCertificateCode(code: string): boolean {
  return /CERT|SIGNATURE|ALTNAME|ISSUER|CRL/.test(code);
}

function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
}
