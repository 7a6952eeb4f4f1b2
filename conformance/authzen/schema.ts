import { published } from './decision-point.ts';

interface Schema {
  readonly type?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** What the published schemas say with more than words. Another keyword would be one that is not checked. */
const judged = new Set(['type', 'required', 'properties']);
const words = new Set(['$schema', '$id', '$comment', 'title', 'description', 'example', 'examples']);

/** Every way in which a value leaves one of the published schemas. */
export function faults(name: string, value: unknown): readonly string[] {
  return faultsAgainst(published<Schema>(`api_schemas_${name}.schema.json`), value, '');
}

function faultsAgainst(schema: Schema, value: unknown, at: string): readonly string[] {
  const strange = Object.keys(schema).filter((keyword) => !judged.has(keyword) && !words.has(keyword));
  if (strange.length > 0) return [`${at}: the schema has keywords that nobody judges: ${strange}`];
  const { type, required = [], properties = {} } = schema;
  if (type !== undefined && typeOf(value) !== type) return [`${at} is no ${type}`];
  if (type !== 'object') return [];
  const members = value as Readonly<Record<string, unknown>>;
  return [
    ...required.filter((name) => !(name in members)).map((name) => `${at}/${name} is missing`),
    ...Object.entries(properties)
      .filter(([name]) => name in members)
      .flatMap(([name, member]) => faultsAgainst(member, members[name], `${at}/${name}`)),
  ];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
