/** Failed deliveries in which every text that a site or a receiver can choose is hostile. */
import { body, expect, rows, writingTest as test } from './failures-fixtures.ts';

const payload = 'window.__ran=1';
const vectors = [
  `<script>${payload}</script>`,
  `</script><script>${payload}</script>`,
  `"><img src=x onerror=${payload}>`,
  `'><svg onload=${payload}>`,
  `<iframe srcdoc="<script>parent.${payload}</script>">`,
  `<details open ontoggle=${payload}>`,
  `<input autofocus onfocus=${payload}>`,
  `javascript:${payload}`,
  `data:text/html,<script>parent.${payload}</script>`,
  `{{constructor.constructor('${payload}')()}}`,
  `\${${payload}}`,
];

test('R4: no script vector in a failed delivery runs, in its row, its details or its body', async ({
  quietPage: page,
  archive,
}) => {
  test.setTimeout(90_000);
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', () => {
      Object.assign(window, { __ran: 'tried to' });
    });
  });
  const now = Date.now();
  await archive.handIn(
    vectors.map((vector, index) => ({
      id: vector,
      url: index % 2 ? vector : `https://hooks.acme.example/${vector}`,
      failureTime: now - 60_000 - index * 1000,
      body: JSON.stringify({
        timestamp: now,
        webhookEvent: vector,
        issue: { key: vector, fields: { [vector]: vector, project: { key: vector } } },
        matchedWebhookIds: [1],
      }),
    })),
  );
  const ran = () => page.evaluate(() => '__ran' in window);
  for (const view of ['', '?group=event', '?group=url', '?group=project']) {
    await page.goto(`/sandbox/failures${view}`);
    await expect(page.getByRole('main')).toContainText('onerror=');
    expect(await ran()).toBe(false);
  }
  await page.goto('/sandbox/failures');
  for (const [index, vector] of vectors.entries()) {
    // In the order of time, which is that of the vectors.
    await rows(page).nth(index).getByRole('button').first().click();
    await expect(body(page)).toContainText(vector);
    if (index % 3 === 0) await body(page).hover();
    expect(await ran()).toBe(false);
  }
});
