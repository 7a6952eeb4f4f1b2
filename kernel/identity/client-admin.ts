import { type Static, Type } from 'typebox';
import { asReply } from '../http/answer.ts';
import { pageLinksSchema, pageMetaSchema, pageOffset, pagingQuery, renderPage } from '../http/paging.ts';
import type { Problem } from '../http/problem.ts';
import type { RoomRequest, Route } from '../http/route.ts';
import type { ClientRegistry } from './client-registry.ts';
import { identityProblem } from './errors.ts';

const example = { id: 'karlskrona-verksamhet', organisation: '2120000829', scopes: ['read'] };

const clientSchema = Type.Object(
  {
    id: Type.String({
      pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$',
      description: 'Client id, chosen by the operator',
    }),
    organisation: Type.Optional(Type.String({ pattern: '^[0-9]{10}$', description: 'Organisation number' })),
    scopes: Type.Array(Type.String(), { uniqueItems: true, description: 'Scopes it may ask for' }),
  },
  { additionalProperties: false, examples: [example] },
);

const listSchema = Type.Object(
  { items: Type.Array(clientSchema), _meta: pageMetaSchema, _links: pageLinksSchema },
  { examples: [renderPage([example], 1, { page: 1, limit: 20 }, '/admin/v1/clients')] },
);

const madeSchema = Type.Object(
  { id: Type.String(), secret: Type.String({ description: 'Answered this once' }) },
  { examples: [{ id: example.id, secret: '…' }] },
);

const row = {
  auth: { kind: 'operator' },
  limit: { bodyBytes: 16_384, perMinute: 300 },
  audit: { record: 'always' },
} as const satisfies Partial<Route>;

/** The operator's table of OAuth clients. `knownScopes` are those that some route of the installation asks for. */
export function clientAdminRoutes(
  clients: ClientRegistry,
  knownScopes: ReadonlySet<string>,
): readonly Route[] {
  return [
    {
      ...row,
      operation: 'listClients',
      method: 'GET',
      path: '/admin/v1/clients',
      schema: { query: Type.Object(pagingQuery), replies: { 200: listSchema } },
      summary: 'The OAuth clients of this installation, without their secrets',
      handler: async ({ query }: RoomRequest<unknown, { page: number; limit: number }>) => {
        const all = clients.list().map(({ id, organisation, scopes }) => ({ id, organisation, scopes }));
        const start = pageOffset(query);
        const items = all.slice(start, start + query.limit);
        return { status: 200, body: renderPage(items, all.length, query, '/admin/v1/clients') };
      },
    },
    {
      ...row,
      operation: 'addClient',
      method: 'POST',
      path: '/admin/v1/clients',
      schema: { body: clientSchema, replies: { 201: madeSchema } },
      summary: 'Adds an OAuth client and answers its secret, once',
      handler: async ({ body }: RoomRequest<unknown, unknown, Static<typeof clientSchema>>) => {
        if (!body.scopes.every((scope) => knownScopes.has(scope))) return asReply(unknownScope(knownScopes));
        const added = clients.add(body);
        if (added === undefined) return asReply(clientExists);
        const location = `/admin/v1/clients/${body.id}`;
        return { status: 201, headers: { location }, body: { id: body.id, secret: added.secret } };
      },
    },
    {
      ...row,
      operation: 'removeClient',
      method: 'DELETE',
      path: '/admin/v1/clients/:id',
      summary: 'Removes an OAuth client; its tokens are refused at once',
      handler: async ({ params }) => (clients.remove(params.id) ? { status: 204 } : asReply(clientUnknown)),
    },
  ];
}

function unknownScope(known: ReadonlySet<string>): Problem {
  const names = [...known].sort().join(', ');
  return identityProblem('scope-unknown', `The scopes of this installation are ${names || 'none'}.`);
}

const clientExists = identityProblem(
  'client-exists',
  'Choose another id, or remove the client first; a lost secret cannot be read again.',
);

const clientUnknown = identityProblem('client-unknown', 'GET /admin/v1/clients lists those there are.');
