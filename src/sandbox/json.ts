export function json(value: unknown, status = 200, headers: HeadersInit = {}): Response {
  const answer = new Response(JSON.stringify(value), { status, headers });
  answer.headers.set('Content-Type', 'application/json;charset=UTF-8');
  return answer;
}
