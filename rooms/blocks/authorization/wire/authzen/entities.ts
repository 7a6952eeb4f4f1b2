import { type Static, Type } from 'typebox';
import type { EntityRef, Json, Properties, Question } from '../../domain/decision/question.ts';

/** AuthZEN Authorization API 1.0 §5. Unknown members are ignored, as §10.1.1 asks. */
const properties = Type.Optional(Type.Record(Type.String(), Type.Unknown()));
const name = Type.String({ minLength: 1, maxLength: 1024, pattern: '^[^\\u0000]*$' });

/** §5.1 and §5.2: subject and resource have one form. */
export const entitySchema = Type.Object({ type: name, id: name, properties });
/** The entity that is searched for: its id is ignored if present (§8.4, §8.5). */
export const soughtSchema = Type.Object({ type: name, properties });
/** §5.3 */
export const actionSchema = Type.Object({ name, properties });
/** §5.4 */
export const contextSchema = Type.Record(Type.String(), Type.Unknown());

export type EntityMessage = Static<typeof entitySchema>;
export type SoughtMessage = Static<typeof soughtSchema>;
export type ActionMessage = Static<typeof actionSchema>;
export type ContextMessage = Static<typeof contextSchema>;

export interface EvaluationMessage {
  readonly subject: EntityMessage;
  readonly action: ActionMessage;
  readonly resource: EntityMessage;
  readonly context?: ContextMessage;
}

/** The members of `context` that the rules of this house read by name; policies can read every other one. */
export function toQuestion(
  { subject, action, resource, context = {} }: EvaluationMessage,
  at: number,
): Question {
  return {
    subject: toEntity(subject),
    action: { name: action.name, properties: propertiesOf(action) },
    resource: toEntity(resource),
    context: context as Properties,
    purpose: text(context.purpose),
    legalBasis: text(context.legal_basis),
    onBehalfOf: entityRef(context.on_behalf_of),
    at,
  };
}

/** Whether `context.on_behalf_of` is there but names no one: to ignore it would answer another question. */
export function hasStrayPrincipal({ context = {} }: Pick<EvaluationMessage, 'context'>): boolean {
  const given = context.on_behalf_of;
  return given !== undefined && given !== null && entityRef(given) === undefined;
}

function toEntity(message: EntityMessage) {
  return { type: message.type, id: message.id, properties: propertiesOf(message) };
}

function propertiesOf(message: { readonly properties?: Readonly<Record<string, unknown>> }): Properties {
  return (message.properties ?? {}) as Properties;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function entityRef(value: unknown): EntityRef | undefined {
  const { type, id } = (value ?? {}) as { readonly [name: string]: Json };
  if (typeof type !== 'string' || typeof id !== 'string' || type === '' || id === '') return undefined;
  return { type, id };
}
