/** What a text that somebody pasted is, as far as matching needs it. */
import { readEvent, type WebhookPayload } from '../jira/payload.ts';
import { findFault, type JsonFault } from '../jira/json-fault.ts';

/** Far above any payload met in practice; Jira's own limit of 25 MB would make a text field unusable. */
export const largestPayload = 5_000_000;

export type Reading =
  | { kind: 'nothing' }
  | { kind: 'too large'; bytes: number }
  /** Without a fault where it is JSON and the browser's parser gives up all the same. */
  | { kind: 'malformed'; fault: JsonFault | undefined }
  | { kind: 'payload'; event: WebhookPayload };

export function readPayload(text: string): Reading {
  const bytes = bytesOf(text);
  if (bytes > largestPayload) return { kind: 'too large', bytes };
  if (text.trim() === '') return { kind: 'nothing' };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: 'malformed', fault: findFault(text) };
  }
  return { kind: 'payload', event: readEvent(json) };
}

/** As UTF-8, which takes at most three bytes for each UTF-16 unit: mostly the length alone decides. */
function bytesOf(text: string): number {
  if (text.length * 3 <= largestPayload) return text.length;
  return new TextEncoder().encode(text).length;
}
