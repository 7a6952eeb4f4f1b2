import type { Neighbour } from '../domain/client.ts';
import { type Actor, actedBy, type Confirmation, type Grant, readActor } from '../domain/grant.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { coveredByOne } from '../domain/resource.ts';
import type { Subject } from '../domain/subject.ts';
import { accessTokenType, jwtType } from '../domain/subject.ts';
import type { TokenRequest } from '../domain/token-request.ts';
import { isPersonalNumber, type UserClaims, vouchedClaims } from '../domain/user.ts';
import { type AllowedRequest, baseGrant, type TokenOutcome } from './allowed-request.ts';
import { chain } from './chain-to-neighbour.ts';
import { mintToken } from './mint-token.ts';
import { type LiveToken, readAccessToken } from './read-access-token.ts';
import { readUserAssertion } from './read-user-assertion.ts';
import type { ServerTools } from './server-tools.ts';

/** RFC 8693. For a resource of a neighbouring server the exchange is chained there. */
export async function exchangeToken(allowed: AllowedRequest, tools: ServerTools): Promise<TokenOutcome> {
  const { request } = allowed;
  const requested = request.requestedTokenType ?? accessTokenType;
  if (request.actorToken !== undefined)
    return refuse('invalid_request', 'The actor is the client itself; send no actor_token.');
  if (requested !== accessTokenType && requested !== jwtType) {
    return refuse('invalid_request', `requested_token_type is ${accessTokenType} or ${jwtType}.`);
  }
  const subject = await readSubject(allowed, tools);
  if (subject.kind === 'refused') return subject;
  const targets = targetsOf(request);
  const neighbours = await tools.clients.neighbours();
  const neighbour = neighbours.find(
    (one) => targets.length > 0 && targets.every((target) => issuesFor(one, target)),
  );
  if (neighbour !== undefined) return chain({ allowed, subject, neighbour, requested }, tools);
  if (requested === jwtType)
    return refuse('invalid_target', 'No neighbouring server is known for this resource.');
  return exchangeHere(allowed, subject, tools);
}

function issuesFor({ issuer, resources }: Neighbour, target: string): boolean {
  return issuer === target || coveredByOne(resources, target);
}

/** RFC 8693 §2.1: an audience is a target as well, and here one where there is no resource. */
function targetsOf({ resources, audience }: TokenRequest): readonly string[] {
  return resources.length > 0 || audience === undefined ? resources : [audience];
}

async function exchangeHere(
  allowed: AllowedRequest,
  subject: Subject,
  tools: ServerTools,
): Promise<TokenOutcome> {
  const { request } = allowed;
  const base = baseGrant({ ...allowed, request: { ...request, resources: targetsOf(request) } }, tools);
  if ('kind' in base) return base;
  const { given } = subject;
  const narrows =
    given === undefined ||
    !base.audiences.some((one) => given.audiences.includes(one)) ||
    base.scopes.every((one) => given.scopes.includes(one));
  if (!narrows)
    return refuse('invalid_scope', 'A token for the same resource cannot get more scopes than it has.');
  const grant: Grant = {
    ...base,
    subject: subject.id,
    aboutPerson: isPersonalNumber(subject.id),
    user: subject.user,
    actor: subject.actor,
    latestEnd: given?.expires,
  };
  const answer = await mintToken(grant, tools);
  return { kind: 'issued', answer: { ...answer, issuedTokenType: accessTokenType } };
}

async function readSubject(allowed: AllowedRequest, tools: ServerTools): Promise<Subject | Refusal> {
  const { request, client, profile } = allowed;
  const { subjectToken, subjectTokenType } = request;
  if (subjectToken === undefined || subjectTokenType === undefined) {
    return refuse('invalid_request', 'Send subject_token and subject_token_type.');
  }
  if (subjectTokenType === jwtType) {
    const asserted = await readUserAssertion(subjectToken, client, profile, tools);
    if (asserted.kind === 'refused') return { ...asserted, error: 'invalid_request' };
    const actor = { sub: client.id, iss: tools.names.issuer };
    return { kind: 'subject', id: asserted.subject, user: asserted.user, actor, given: undefined };
  }
  if (subjectTokenType !== accessTokenType) {
    return refuse('invalid_request', `subject_token_type is ${accessTokenType} or ${jwtType}.`);
  }
  const live = await readAccessToken(subjectToken, tools);
  if (live === undefined)
    return refuse('invalid_request', 'The subject token is not valid here, or no longer.');
  return subjectOf(live, allowed, tools);
}

/** A token may be exchanged by the client it was made for, and by the API that it was sent to. */
function subjectOf(
  live: LiveToken,
  { client, bound }: AllowedRequest,
  tools: ServerTools,
): Subject | Refusal {
  const own = live.client.id === client.id;
  if (!own && !live.audiences.some((one) => coveredByOne(client.serves, one))) {
    return refuse('invalid_request', 'The subject token was made for another client and another resource.');
  }
  const key = live.claims.cnf as Confirmation | undefined;
  if (
    own &&
    key !== undefined &&
    !(bound.kind === 'bound' && JSON.stringify(bound.to) === JSON.stringify(key))
  ) {
    return refuse('invalid_request', 'The subject token is bound to another key than the one shown.');
  }
  const before = live.claims.act === undefined ? undefined : readActor(live.claims.act);
  const first: Actor | undefined = own
    ? before
    : (before ?? { sub: live.client.id, iss: tools.names.issuer });
  const actor = actedBy({ sub: client.id, iss: tools.names.issuer }, first);
  if (actor === undefined) return refuse('invalid_request', 'Too many have acted in this chain.');
  const { audiences, scopes, expires } = live;
  return {
    kind: 'subject',
    id: live.subject,
    user: userOf(live),
    actor,
    given: { audiences, scopes, expires },
  };
}

function userOf({ claims }: LiveToken): UserClaims {
  return Object.fromEntries(
    vouchedClaims.flatMap((name) => (claims[name] === undefined ? [] : [[name, claims[name]]])),
  );
}
