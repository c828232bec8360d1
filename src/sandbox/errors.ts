import { json } from './json.ts';
import { unverifiedTexts } from './texts.ts';

/** A refusal of the whole request. Thrown by handlers, answered in Jira's error shape. */
export abstract class Refusal extends Error {
  abstract readonly status: number;
  /** What is wrong, by the place in the request. */
  readonly errors: Readonly<Record<string, string>> = {};

  toResponse(): Response {
    return json({ errorMessages: [this.message], errors: this.errors }, this.status);
  }
}

export class BadRequest extends Refusal {
  override readonly name = 'BadRequest';
  override readonly status = 400;
  override readonly errors: Readonly<Record<string, string>>;

  constructor(message: string, errors: Readonly<Record<string, string>> = {}) {
    super(message);
    this.errors = errors;
  }
}

export class Forbidden extends Refusal {
  override readonly name = 'Forbidden';
  override readonly status = 403;
}

export class PayloadTooLarge extends Refusal {
  override readonly name = 'PayloadTooLarge';
  override readonly status = 413;
}

/** 401 comes from the gateway in front of Jira, which has an error shape of its own (FACTS). */
export class Unauthorized extends Refusal {
  override readonly name = 'Unauthorized';
  override readonly status = 401;

  /** Jira would not give the reason. The sandbox does, for the developer who looks for it. */
  constructor(reason: string) {
    super(`${unverifiedTexts.unauthorized}; ${reason}`);
  }

  override toResponse(): Response {
    return gatewayError(this.status, this.message);
  }
}

export function gatewayError(status: number, message: string, headers?: HeadersInit): Response {
  return json({ code: status, message }, status, headers);
}

export function jiraError(status: number, message: string, headers?: HeadersInit): Response {
  return json({ errorMessages: [message], errors: {} }, status, headers);
}
