import { createMiddleware } from 'hono/factory';
import { ConnectionDropped } from '../../sandbox/connection-dropped.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { AppEnvironment } from '../app-environment.ts';
import { hangUp, hangUpMidway } from '../http/hang-up.ts';
import { relay } from '../proxy/relay.ts';
import { readRequestBody } from '../http/request-body.ts';

/** The sandbox for clients outside the console. Its doors check credentials themselves, as Jira does. */
export const sandboxDoor = (sandbox: Sandbox) =>
  createMiddleware<AppEnvironment>(async (context) => {
    const { url, method, headers, signal } = context.req.raw;
    const body = await readRequestBody(context);
    if (body instanceof Response) return body;
    const request = new Request(url, {
      method,
      headers,
      signal,
      ...(body.byteLength ? { body } : {}),
    });
    try {
      const answer = await sandbox.fetch(request);
      const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = answer.body?.getReader();
      const onBreak = () => hangUpMidway(context);
      return new Response(
        reader ? relay(reader, { signal, onEnd: () => {}, onBreak }) : null,
        answer,
      );
    } catch (cause) {
      if (!(cause instanceof ConnectionDropped) && !signal.aborted) throw cause;
      hangUp(context);
      return new Response(null, { status: 499 });
    }
  });
