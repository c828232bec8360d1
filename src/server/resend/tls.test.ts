import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { selfSigned } from './test-certificate.ts';
import { openReceiver } from './test-receiver.ts';
import { openTestResending } from './test-resending.ts';

const known = getCACertificates('default');
afterEach(() => setDefaultCACertificates(known));

async function resendTo(receiver: { port: number }) {
  await using resending = await openTestResending();
  await resending.keep('{}');
  const { attempt } = await resending.resend(`https://receiver.test:${receiver.port}/ok`);
  return attempt.outcome;
}

test('a certificate that nobody vouches for ends it before anything is sent', async () => {
  await using receiver = await openReceiver(selfSigned('receiver.test'));
  expect(await resendTo(receiver)).toMatchObject({
    state: 'failed',
    reason: `The certificate of receiver.test:${receiver.port} is not trusted: self-signed certificate.`,
  });
  expect(receiver.taken).toEqual([]);
});

test('one that is vouched for, and of another name, does too', async () => {
  const pair = selfSigned('other.test');
  setDefaultCACertificates([...known, pair.cert]);
  await using receiver = await openReceiver(pair);
  expect(await resendTo(receiver)).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining("Host: receiver.test. is not in the cert's altnames"),
  });
  expect(receiver.taken).toEqual([]);
});

test('over TLS a body arrives at the name that was asked for', async () => {
  const pair = selfSigned('receiver.test');
  setDefaultCACertificates([...known, pair.cert]);
  await using receiver = await openReceiver(pair);
  expect(await resendTo(receiver)).toMatchObject({ state: 'answered', status: 202 });
  expect(receiver.taken[0]?.headers.host).toBe(`receiver.test:${receiver.port}`);
});

test('a receiver without TLS is told as one', async () => {
  await using receiver = await openReceiver();
  expect(await resendTo(receiver)).toMatchObject({
    state: 'failed',
    reason: `receiver.test:${receiver.port} does not speak TLS as it should (ERR_SSL_WRONG_VERSION_NUMBER).`,
  });
  expect(receiver.taken).toEqual([]);
});
