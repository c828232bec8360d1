const perCall = 5000;
const hourMs = 3_600_000;

/** Hands in so many failures, spread evenly over the last 72 hours; resolves with their address. */
export async function stockArchive(
  address: string,
  connection: string,
  count: number,
): Promise<string> {
  const url = `${address}/api/connections/${connection}/failures`;
  for (let start = 0; start < count; start += perCall) {
    await handIn(url, start, Math.min(perCall, count - start), (72 * hourMs) / count);
  }
  return url;
}

async function handIn(url: string, start: number, count: number, stepMs: number): Promise<void> {
  const now = Date.now();
  const lines = Array.from({ length: count }, (_, n) =>
    JSON.stringify(failureOf(start + n, Math.floor(now - (start + n) * stepMs))),
  );
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: lines.join('\n'),
  });
  if (!response.ok) throw new Error(`${url} answered with ${response.status}.`);
}

/** Twenty URLs, five events, a body of about 1 KB. */
function failureOf(number: number, failureTime: number) {
  const events = ['jira:issue_updated', 'jira:issue_created', 'comment_created', 'sprint_started'];
  const payload = {
    timestamp: failureTime - hourMs,
    webhookEvent: events[number % 7] ?? 'issue_property_set',
    issue: { key: `OPS-${number}`, fields: { description: `${number} `.repeat(150) } },
    matchedWebhookIds: [number % 40],
  };
  const url = `https://hooks.acme.example/jira/${number % 20}`;
  return { id: `d-${number}`, url, failureTime, body: JSON.stringify(payload) };
}
