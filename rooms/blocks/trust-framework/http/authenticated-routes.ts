import type { AuthRule, RoomReply, RoomRequest, Route } from '@ena/kernel/http/route.ts';
import type { AuthenticateClient } from '../use-cases/authenticate-client.ts';
import type { TrustMarkTools } from '../use-cases/trust-mark-tools.ts';
import {
  assertionType,
  type Credentials,
  fetchForm,
  listForm,
  questionOf,
  resolveForm,
  trustMarkForm,
} from '../wire/federation-form.ts';
import * as federation from './federation-endpoints.ts';
import { federationError, renderFederationRefusal } from './federation-error-reply.ts';
import { unrecorded } from './rules.ts';
import type { Tools } from './tools.ts';
import { listTrustMarked, readTrustMark } from './trust-mark-endpoints.ts';

const asserted: AuthRule = {
  kind: 'self-signed',
  why: 'The form holds an assertion that the client has signed with its federation key.',
};

const row = {
  method: 'POST',
  auth: asserted,
  limit: { bodyBytes: 32_768, perMinute: 6000 },
  audit: unrecorded,
  consumes: ['application/x-www-form-urlencoded'],
  renderProblem: renderFederationRefusal,
} as const;

type FormRequest = RoomRequest<unknown, unknown, Credentials>;
// biome-ignore lint/suspicious/noExplicitAny: each endpoint has its own question, checked by the form's schema
type Endpoint<T> = (request: RoomRequest<any, any, any>, tools: T) => Promise<RoomReply>;

/** The federation endpoints for clients that say who they are: OpenID Federation 1.0 §8.8. */
export function authenticatedRoutes(
  tools: Tools,
  marks: TrustMarkTools,
  authenticate: AuthenticateClient,
): readonly Route[] {
  const anchor = tools.anchor.entityId;
  const issuer = marks.authority.issuer.entityId;
  const ask =
    <T>(endpoint: Endpoint<T>, of: T, audience: string) =>
    (request: FormRequest) =>
      answer(request, audience, authenticate, (question) => endpoint(question, of));
  return [
    {
      ...row,
      operation: 'fetchStatementAuthenticated',
      path: '/federation/fetch',
      schema: { body: fetchForm },
      summary: 'What the anchor says about a subordinate, asked by a client that shows who it is',
      handler: ask(federation.fetchEndpoint, tools, anchor),
    },
    {
      ...row,
      operation: 'listEntitiesAuthenticated',
      path: '/federation/list',
      repeatedFields: ['entity_type'],
      schema: { body: listForm },
      summary: 'Entity ids of the subordinates, asked by a client that shows who it is',
      handler: ask(federation.listEndpoint, tools, anchor),
    },
    {
      ...row,
      operation: 'resolveEntityAuthenticated',
      path: '/federation/resolve',
      repeatedFields: ['entity_type', 'trust_anchor'],
      schema: { body: resolveForm },
      summary: 'Resolved metadata of an entity, asked by a client that shows who it is',
      handler: ask(federation.resolveEndpoint, tools, anchor),
    },
    {
      ...row,
      operation: 'readTrustMarkAuthenticated',
      path: '/trust-mark-issuer/trust_mark',
      schema: { body: trustMarkForm },
      summary: 'The signed trust mark of an entity, asked by a client that shows who it is',
      handler: ask(readTrustMark, marks, issuer),
    },
    {
      ...row,
      operation: 'listTrustMarkedAuthenticated',
      path: '/trust-mark-issuer/trust_mark_listing',
      schema: { body: trustMarkForm },
      summary: 'Entity ids that have a trust mark, asked by a client that shows who it is',
      handler: ask(listTrustMarked, marks, issuer),
    },
  ];
}

async function answer(
  request: FormRequest,
  audience: string,
  authenticate: AuthenticateClient,
  endpoint: (question: FormRequest) => Promise<RoomReply>,
): Promise<RoomReply> {
  const { client_assertion: assertion, client_assertion_type: type, client_id: id } = request.body;
  if (assertion === undefined || type !== assertionType)
    return federationError(
      'invalid_client',
      `Give client_assertion, and client_assertion_type ${assertionType}; or ask by GET.`,
    );
  const client = await authenticate(assertion, audience);
  if (client.kind === 'refused') return federationError('invalid_client', client.because);
  if (id !== undefined && id !== client.entityId)
    return federationError('invalid_client', 'client_id is not the one that the assertion is of.');
  return endpoint({ ...request, query: questionOf(request.body) });
}
