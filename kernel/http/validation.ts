import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Problem } from './problem.ts';

type InputErrors = NonNullable<Problem['errors']>;

/** Answers what is wrong with a value, or nothing. Built once for each schema. */
export type Validate = (value: unknown) => InputErrors | undefined;

const mostErrors = 20;

/** Strict: nothing is coerced, nothing is removed. The answer never repeats a value. */
export function compileValidator(schema: TSchema): Validate {
  const validator = Compile(schema);
  return (value) => {
    if (validator.Check(value)) return undefined;
    const errors = validator.Errors(value).filter((error) => error.keyword !== 'boolean');
    return errors.slice(0, mostErrors).map((error) => ({
      pointer: withoutNumbers(pointerOf(error)),
      detail: `${error.message}.`,
    }));
  };
}

/** A missing or a superfluous member is pointed at itself, not at the object around it. */
function pointerOf(error: {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
}): string {
  const { requiredProperties, additionalProperties } = error.params as {
    requiredProperties?: readonly string[];
    additionalProperties?: readonly string[];
  };
  const [member] = requiredProperties ?? additionalProperties ?? [];
  if (member === undefined) return error.instancePath;
  return `${error.instancePath}/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** A member name comes from the caller too: no long digits, no long names. */
function withoutNumbers(pointer: string): string {
  return pointer.replace(/\d{6,8}[-+]?\d{4}/g, '…').slice(0, 200);
}

/**
 * The query as its schema types it: `"20"` → 20 for integers and numbers, `"true"` → true, one value → a list of
 * one, absent → the schema's default. What does not fit is left as it is, for the validator to refuse.
 */
export function typedQuery(
  schema: TSchema,
  query: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { properties = {} } = schema as { properties?: Record<string, QueryProperty> };
  const typed: Record<string, unknown> = { ...query };
  for (const [name, property] of Object.entries(properties)) {
    const given = query[name];
    if (given === undefined) {
      if (property.default !== undefined) typed[name] = property.default;
    } else if (property.type === 'array') {
      const many = Array.isArray(given) ? given : [given];
      typed[name] = many.map((one) => typedValue(property.items?.type, one));
    } else {
      typed[name] = typedValue(property.type, given);
    }
  }
  return typed;
}

interface QueryProperty {
  readonly type?: string;
  readonly default?: unknown;
  readonly items?: { readonly type?: string };
}

function typedValue(type: string | undefined, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (type === 'integer' && /^-?\d{1,15}$/.test(value)) return Number(value);
  if (type === 'number' && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(value)) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}
