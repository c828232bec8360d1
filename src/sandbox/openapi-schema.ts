/** Holds answers against Jira's own schema. For tests. */
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import openapi from './openapi-webhook.json' with { type: 'json' };

type Schema = keyof typeof openapi.components.schemas;

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ $id: 'openapi', components: withDateStrings() });

/**
 * The one deviation, on purpose: the schema says int64 for an `expirationDate`, and every example in the
 * same document, and every client seen to work, says the string.
 */
function withDateStrings() {
  const components = structuredClone(openapi.components);
  const dateString = {
    type: 'string',
    pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$`,
  };
  Object.assign(components.schemas.Webhook.properties, { expirationDate: dateString });
  Object.assign(components.schemas.WebhooksExpirationDate.properties, {
    expirationDate: dateString,
  });
  return components;
}

/** What of `value` the schema does not allow: nothing, where all is well. */
export function violations(schema: Schema, value: unknown): string[] {
  const reference = `openapi#/components/schemas/${schema}`;
  const validate = ajv.getSchema(reference);
  if (validate === undefined) throw new Error(`There is no schema ${schema}.`);
  void validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
