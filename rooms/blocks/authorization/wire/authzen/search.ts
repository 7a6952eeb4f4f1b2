import { type Static, Type } from 'typebox';
import { actionSchema, contextSchema, entitySchema, soughtSchema } from './entities.ts';

/** §8.2.1 */
const pageRequest = Type.Optional(
  Type.Object({
    token: Type.Optional(Type.String({ maxLength: 4096 })),
    limit: Type.Optional(Type.Integer({ minimum: 0 })),
    properties: Type.Optional(contextSchema),
  }),
);

const rest = { context: Type.Optional(contextSchema), page: pageRequest };
const resource = { type: 'record', id: '101' };

/** §8.4.1 */
export const subjectSearchRequest = Type.Object(
  { subject: soughtSchema, action: actionSchema, resource: entitySchema, ...rest },
  { examples: [{ subject: { type: 'user' }, action: { name: 'view' }, resource }] },
);
/** §8.5.1 */
export const resourceSearchRequest = Type.Object(
  { subject: entitySchema, action: actionSchema, resource: soughtSchema, ...rest },
  {
    examples: [
      { subject: { type: 'user', id: 'alice' }, action: { name: 'view' }, resource: { type: 'record' } },
    ],
  },
);
/** §8.6.1: the action is left out, and ignored if present. */
export const actionSearchRequest = Type.Object(
  { subject: entitySchema, resource: entitySchema, ...rest },
  { examples: [{ subject: { type: 'user', id: 'alice' }, resource }] },
);

export type SubjectSearchMessage = Static<typeof subjectSearchRequest>;
export type ResourceSearchMessage = Static<typeof resourceSearchRequest>;
export type ActionSearchMessage = Static<typeof actionSearchRequest>;
export type SearchMessage = SubjectSearchMessage | ResourceSearchMessage | ActionSearchMessage;

/** §8.2.2 */
const pageReply = Type.Optional(
  Type.Object({ next_token: Type.String(), count: Type.Optional(Type.Integer({ minimum: 0 })) }),
);
const entityResult = Type.Object({ type: Type.String(), id: Type.String() });

/** §8.3 */
export const entitySearchReply = Type.Object(
  { page: pageReply, results: Type.Array(entityResult) },
  { examples: [{ results: [resource] }] },
);
export const actionSearchReply = Type.Object(
  { page: pageReply, results: Type.Array(Type.Object({ name: Type.String() })) },
  { examples: [{ results: [{ name: 'view' }] }] },
);

/** `page` goes first (§8.3), and only where there is more, or where the caller asked by pages. */
export function renderSearch(
  results: readonly unknown[],
  nextToken: string,
  paged: boolean,
): Record<string, unknown> {
  const page = { next_token: nextToken, count: results.length };
  return paged || nextToken !== '' ? { page, results } : { results };
}
