/**
 * The query string hash that binds a Connect token to one request (Atlassian, "Understanding JWT for
 * Connect apps"): SHA-256, in hex, of method, path and query in one canonical spelling.
 *
 * `path` is the one below the product's base URL. Names and values are sorted as they are, like
 * Atlassian's own `atlassian-jwt` does; its guide sorts them percent-encoded, which is the same for
 * every parameter that Jira has here.
 */
export async function queryStringHash(
  method: string,
  path: string,
  query: URLSearchParams,
): Promise<string> {
  const canonical = `${method.toUpperCase()}&${canonicalPath(path)}&${canonicalQuery(query)}`;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonical));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A Connect app hashes the path below its own base URL (Atlassian, "Understanding JWT"). */
export function pathBelow({ origin, pathname }: URL, baseUrl: string | null): string {
  const base = baseUrl === null ? undefined : new URL(baseUrl);
  const basePath = base?.pathname.replace(/\/$/, '') ?? '';
  const isBelow = base?.origin === origin && `${pathname}/`.startsWith(`${basePath}/`);
  return isBelow ? pathname.slice(basePath.length) : pathname;
}

function canonicalPath(path: string): string {
  // An ampersand would otherwise read as the separator between path and query.
  const escaped = path.replaceAll('&', '%26');
  const rooted = escaped.startsWith('/') ? escaped : `/${escaped}`;
  return rooted.length > 1 && rooted.endsWith('/') ? rooted.slice(0, -1) : rooted;
}

function canonicalQuery(query: URLSearchParams): string {
  // A token carried in the query cannot hash itself.
  const names = [...new Set(query.keys())].filter((name) => name !== 'jwt').toSorted();
  return names
    .map((name) => `${encode(name)}=${query.getAll(name).toSorted().map(encode).join(',')}`)
    .join('&');
}

/** RFC 3986: everything but the unreserved characters is percent-encoded. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
