import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
}

export interface Contract {
  readonly version: 'v1' | 'v2';
  /** `post /sok/behorigheter` … */
  readonly operations: readonly string[];
  /** The well-known error codes. */
  readonly errorCodes: readonly string[];
  /** Everything in which a value leaves the schema of that name, members that it does not have included. */
  faults(schema: string, value: unknown): readonly string[];
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** The contract as it was published, from the folder of contracts beside the checkout. */
export function readContract(version: 'v1' | 'v2'): Contract {
  const file = new URL(`../../../shared/contracts/mina-ombud/dfm_konsument_${version}.yaml`, import.meta.url);
  const document = parse(readFileSync(fileURLToPath(file), 'utf8')) as {
    readonly paths: Readonly<Record<string, object>>;
    readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  };
  const { schemas } = document.components;
  const find = (name: string): Schema => schemas[name] ?? fail(`the contract has no ${name}`);
  return {
    version,
    operations: Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item)
        .filter((name) => methods.includes(name))
        .map((method) => `${method} ${path}`),
    ),
    errorCodes: (find('ApiErrorCode').enum ?? []).map(String),
    faults: (name, value) => faultsOf(find(name), value, name, find),
  };
}

function fail(what: string): never {
  throw new Error(what);
}

type Find = (name: string) => Schema;

function faultsOf(given: Schema, value: unknown, at: string, find: Find): readonly string[] {
  const schema = flat(given, find);
  if (value === null) return schema.nullable === true ? [] : [`${at} is null`];
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return [`${at} is none of the listed values`];
  if (schema.type === 'array') return arrayFaults(schema, value, at, find);
  if (schema.properties !== undefined || schema.type === 'object')
    return objectFaults(schema, value, at, find);
  if (schema.type === 'string') return textFaults(schema, value, at);
  if (schema.type === 'integer' && !Number.isInteger(value)) return [`${at} is no integer`];
  if (schema.type === 'boolean' && typeof value !== 'boolean') return [`${at} is no truth`];
  return [];
}

function arrayFaults({ items = {}, minItems = 0 }: Schema, value: unknown, at: string, find: Find) {
  if (!Array.isArray(value)) return [`${at} is no list`];
  if (value.length < minItems) return [`${at} is too short`];
  return value.flatMap((one, i) => faultsOf(items, one, `${at}[${i}]`, find));
}

function objectFaults(schema: Schema, value: unknown, at: string, find: Find): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at} is no object`];
  const { properties = {}, required = [], additionalProperties: more } = schema;
  const known = Object.keys(properties);
  // Version 2 still requires `typ` where it has taken the property away.
  const missing = required.filter((name) => known.includes(name) && !(name in value));
  return [
    ...missing.map((name) => `${at}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, member]) => {
      const rule = properties[name] ?? (typeof more === 'object' ? more : undefined);
      if (rule !== undefined) return faultsOf(rule, member, `${at}.${name}`, find);
      return more === true ? [] : [`${at}.${name} is not in the contract`];
    }),
  ];
}

const formats: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  // As Java writes it: no zeros at the end of a fraction, and Z for no offset.
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d*[1-9])?(?:Z|[+-](?!00:00)\d{2}:\d{2})$/,
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  base64url: /^[A-Za-z0-9_-]+$/,
};

function textFaults(schema: Schema, value: unknown, at: string): readonly string[] {
  const { format = '', pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  if (typeof value !== 'string') return [`${at} is no text`];
  if (value.length < minLength || value.length > maxLength) return [`${at} has the wrong length`];
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value))
    return [`${at} does not fit its pattern`];
  return formats[format]?.test(value) === false ? [`${at} is no ${format}`] : [];
}

/** The schema with references and `allOf` folded in. */
function flat(schema: Schema, find: Find): Schema {
  const named = schema.$ref === undefined ? schema : find(schema.$ref.split('/').at(-1) ?? '');
  if (named.$ref !== undefined) return flat(named, find);
  if (named.allOf === undefined) return named;
  const parts = [...named.allOf.map((part) => flat(part, find)), { ...named, allOf: undefined }];
  return {
    type: 'object',
    properties: Object.assign({}, ...parts.map((part) => part.properties)),
    required: parts.flatMap((part) => part.required ?? []),
  };
}
