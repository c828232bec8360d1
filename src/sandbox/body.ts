import * as z from 'zod/mini';
import { BadRequest, PayloadTooLarge } from './errors.ts';
import { unverifiedTexts } from './texts.ts';

/** A hundred times what ten thousand ids take. What Jira's own limit is, is not established. */
const mostBytes = 10 * 1024 * 1024;
/** Ten thousand wrong ids are told as a few and a count. */
const mostIssues = 10;

/** The body as `schema` has it; a 400 that names the places where it does not fit. */
export async function readJson<T>(request: Request, schema: z.ZodMiniType<T>): Promise<T> {
  const parsed = schema.safeParse(parse(await readText(request)));
  if (parsed.success) return parsed.data;
  throw new BadRequest(unverifiedTexts.invalidPayload, describe(parsed.error.issues));
}

async function readText(request: Request): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new PayloadTooLarge(unverifiedTexts.payloadTooLarge(mostBytes));
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequest(unverifiedTexts.invalidPayload, { body: 'is not JSON' });
  }
}

function describe(issues: readonly z.core.$ZodIssue[]): Record<string, string> {
  const described = issues
    .slice(0, mostIssues)
    .map((issue): [string, string] => [z.core.toDotPath(issue.path) || 'body', sentence(issue)]);
  const more = issues.length - described.length;
  if (more > 0) described.push(['…', `${more} more of the kind`]);
  return Object.fromEntries(described);
}

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int'
        ? 'must be a whole number'
        : `must be of the type ${issue.expected}`;
    case 'unrecognized_keys':
      return `has what is not known here: ${issue.keys.join(', ')}`;
    case 'too_small':
      return `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'invalid_value':
      return `must be one of: ${issue.values.map(String).join(', ')}`;
    default:
      return issue.message === 'Invalid input' ? 'is not valid' : (issue.message ?? 'is not valid');
  }
}
