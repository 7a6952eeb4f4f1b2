import type { DescribedEntity, Json, Properties, Question } from './question.ts';
import type { RuleIndex } from './rule-index.ts';
import type { AttributePath } from './rules.ts';

/** A question together with what is registered about its two entities. */
export interface Situation {
  readonly question: Question;
  readonly rules: RuleIndex;
  /** Keys of the subject and of all that it is a member of, itself first. */
  readonly subjects: readonly string[];
  readonly resources: readonly string[];
  readonly roles: ReadonlySet<string>;
  /** Absent until someone has looked them up. */
  readonly trustMarks: ReadonlySet<string> | undefined;
  /** Set when a rule asks for trust marks that nobody has looked up. */
  marksMissing: boolean;
}

/**
 * The value at a path, or nothing. What is registered about an entity goes before what the caller says of it: a
 * caller can add attributes, and cannot change a registered one.
 */
export function attributeOf({ question, rules }: Situation, path: AttributePath): Json | undefined {
  const [root, ...rest] = path;
  switch (root) {
    case 'subject':
      return ofEntity(question.subject, rules, rest);
    case 'resource':
      return ofEntity(question.resource, rules, rest);
    case 'action':
      return rest[0] === 'name' ? question.action.name : within(question.action.properties, rest.slice(1));
    case 'context':
      return within(question.context, rest);
    default:
      return undefined;
  }
}

function ofEntity(entity: DescribedEntity, rules: RuleIndex, path: AttributePath): Json | undefined {
  const [member, ...rest] = path;
  if (member === 'id') return entity.id;
  if (member === 'type') return entity.type;
  const registered = rules.entity(entity)?.properties;
  const [name = ''] = rest;
  if (registered !== undefined && Object.hasOwn(registered, name)) return within(registered, rest);
  return within(entity.properties, rest);
}

function within(properties: Properties, path: AttributePath): Json | undefined {
  let value: Json = properties;
  for (const name of path) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name] ?? null;
  }
  // AuthZEN §11.5: null is no other than absent.
  return value ?? undefined;
}

function isObject(value: Json): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
