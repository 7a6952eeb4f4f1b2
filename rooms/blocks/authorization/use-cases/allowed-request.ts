import { readAuthorizationDetails } from '../domain/authorization-details.ts';
import type { Client } from '../domain/client.ts';
import type { Grant } from '../domain/grant.ts';
import type { Profile } from '../domain/profile.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { coveredByOne } from '../domain/resource.ts';
import { grantScopes } from '../domain/scope.ts';
import type { TokenAnswer, TokenRequest } from '../domain/token-request.ts';
import type { ProvenClient, Unproven } from './authenticate-client.ts';
import type { Binding } from './sender-binding.ts';
import type { ServerTools } from './server-tools.ts';

/** What another server answered, handed on byte for byte. */
export interface PassedOn {
  readonly kind: 'passed-on';
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

export type TokenOutcome = { readonly kind: 'issued'; readonly answer: TokenAnswer } | PassedOn | Unproven;

/** A request whose client is proven and whose grant type it may use. */
export interface AllowedRequest extends ProvenClient {
  readonly request: TokenRequest;
  readonly bound: Exclude<Binding, Refusal>;
}

/** What every grant begins with: the client for itself, with what it asks for and may have. */
export function baseGrant(
  { client, profile, request, bound }: AllowedRequest,
  tools: ServerTools,
): Grant | Refusal {
  const audiences = audiencesFor(request.resources, client, profile, tools);
  if ('kind' in audiences) return audiences;
  const scopes = grantScopes(client.scopes, request.scope);
  if (scopes === undefined) return refuse('invalid_scope', 'The client may not have one of these scopes.');
  const details = readAuthorizationDetails(request.authorizationDetails, client.detailTypes);
  if (details === undefined) {
    return refuse(
      'invalid_authorization_details',
      'Send a JSON list of objects, each of a type that the client may use.',
    );
  }
  return {
    client,
    profile,
    subject: client.id,
    aboutPerson: false,
    scopes,
    audiences,
    details,
    user: {},
    actor: undefined,
    confirmation: bound.kind === 'bound' ? bound.to : undefined,
    latestEnd: undefined,
    mayRefresh: false,
  };
}

/** RFC 8707 §2: every resource that is asked for must be allowed, else there is no token. */
function audiencesFor(
  asked: readonly string[],
  client: Client,
  profile: Profile,
  { names }: ServerTools,
): readonly string[] | Refusal {
  if (asked.length === 0 && profile.resource === 'required') {
    return refuse('invalid_target', 'Say with resource for which API the token is meant.');
  }
  const audiences = asked.length === 0 ? [names.ownApis] : [...new Set(asked)];
  if (audiences.length > profile.mostResources) {
    return refuse('invalid_target', `Ask for a token for at most ${profile.mostResources} resources.`);
  }
  // What is registered was looked at then.
  const mayHave = (one: string) =>
    one === names.ownApis || client.resources.includes(one) || coveredByOne(client.resources, one);
  if (audiences.every(mayHave)) return audiences;
  return refuse('invalid_target', 'The client may not have tokens for this resource.');
}
