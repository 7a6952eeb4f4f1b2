import type { JwtProblem, VerifiedJwt } from '@ena/kernel/crypto/jwt.ts';
import { decodeJwtDirect, verifyJwtAside } from '@ena/kernel/crypto/jwt-direct.ts';
import { jwsAlgorithms } from '@ena/kernel/crypto/verification-key.ts';
import type { Result } from '@ena/kernel/result.ts';
import { claimAdvice, readAssertion } from '../domain/assertion.ts';
import type { Client } from '../domain/client.ts';
import type { Profile } from '../domain/profile.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import type { ClientProof } from '../domain/token-request.ts';
import type { Failed } from './failed-call.ts';
import type { KeyOwner, KeyRole } from './key-directory.ts';
import { profileAt } from './profile-at.ts';
import { type Endpoint, namesAt } from './server-names.ts';
import type { ServerTools } from './server-tools.ts';

export interface ProvenClient {
  readonly kind: 'proven';
  readonly client: Client;
  readonly profile: Profile;
}

/** `claimed` is the id of a client that exists and that somebody claimed to be without proving it. */
export type Unproven = (Refusal & { readonly claimed?: string }) | Failed;

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Kinds of client assertions: RFC 7523 names none, its successor does. */
const assertionKinds = [undefined, 'JWT', 'client-authentication+jwt'];

/** private_key_jwt (OpenID Connect Core §9, RFC 7523 §2.2): the one way in which clients prove themselves here. */
export async function authenticateClient(
  proof: ClientProof,
  endpoint: Endpoint,
  tools: ServerTools,
): Promise<ProvenClient | Unproven> {
  if (proof.sentSecret)
    return refuse('invalid_client', 'Prove the client by private_key_jwt, not by a secret.');
  const { assertion } = proof;
  if (assertion === undefined || proof.assertionType !== assertionType) {
    return refuse('invalid_client', `Send client_assertion, and client_assertion_type ${assertionType}.`);
  }
  const decoded = assertion.length > 16_384 ? undefined : decodeJwtDirect(assertion);
  const id = decoded?.payload.iss;
  if (decoded === undefined || typeof id !== 'string')
    return refuse('invalid_client', 'The client assertion is no JWT with an iss.');
  if (proof.clientId !== undefined && proof.clientId !== id) {
    return refuse('invalid_client', 'client_id is another client than iss of the assertion.');
  }
  const client = await tools.clients.find(id);
  const profile = client && profileAt(endpoint, client, tools);
  if (client === undefined || profile === undefined) {
    return refuse('invalid_client', 'There is no such client here; register it, or join the federation.');
  }
  try {
    const refusal = await checkAssertion({ token: assertion, decoded }, client, profile, endpoint, tools);
    return refusal === undefined ? { kind: 'proven', client, profile } : { ...refusal, claimed: client.id };
  } catch (cause) {
    return { kind: 'failed', cause, claimed: client.id };
  }
}

async function checkAssertion(
  assertion: ReadJwt,
  client: Client,
  profile: Profile,
  endpoint: Endpoint,
  tools: ServerTools,
): Promise<Refusal | undefined> {
  const verified = await verifyByOwner(assertion, client, 'oauth_client', profile, assertionKinds, tools);
  if (!verified.ok) return refuse('invalid_client', jwtAdvice[verified.error]);
  const now = tools.clock.now() / 1000;
  const claims = readAssertion(verified.value.payload, profile, namesAt(tools.names, endpoint), now);
  if (typeof claims === 'string') return refuse('invalid_client', claimAdvice[claims]);
  if (claims.subject !== client.id)
    return refuse('invalid_client', 'Set sub of the assertion to the client id.');
  const first = await tools.replay.take('client', client.id, claims.id, claims.expires);
  return first
    ? undefined
    : refuse('invalid_client', 'The assertion was used before; make a new one for each call.');
}

/** A JWT, and what is in it where somebody has looked already. */
export interface ReadJwt {
  readonly token: string;
  readonly decoded?: VerifiedJwt;
}

/** Verifies with the keys of the owner; where the key is unknown, with freshly fetched ones once more. */
export async function verifyByOwner(
  { token, decoded }: ReadJwt,
  owner: KeyOwner,
  role: KeyRole,
  profile: Profile,
  typ: readonly (string | undefined)[],
  tools: ServerTools,
): Promise<Result<VerifiedJwt, JwtProblem>> {
  const algorithms = jwsAlgorithms.filter((alg) => profile.algorithms.includes(alg));
  const now = tools.clock.now();
  const known = await tools.keys.keysOf(owner, role);
  const expected = { typ, algorithms, now, clockToleranceSeconds: 30, decoded, keys: known };
  const first = await verifyJwtAside(token, expected);
  if (first.ok || (first.error !== 'unknown-kid' && first.error !== 'bad-signature')) return first;
  const keys = await tools.keys.refreshed(owner, role);
  return keys === undefined ? first : verifyJwtAside(token, { ...expected, keys });
}

/** What the sender of a JWT is told. */
export const jwtAdvice: Readonly<Record<JwtProblem, string>> = {
  malformed: 'The JWT is malformed.',
  'too-large': 'The JWT is too large.',
  'wrong-typ': 'The JWT has another typ than this one must have.',
  'wrong-alg': 'The JWT is signed with an algorithm that the profile of the client does not allow.',
  'unknown-critical-header': 'The JWT has a critical header that is not understood.',
  'unknown-kid': 'The JWT is signed with a key that is not published for its issuer.',
  'unusable-key': 'The key of the JWT may not be used for that.',
  'bad-signature': 'The signature of the JWT is not that of the published key.',
  expired: 'The JWT has expired; check the clock.',
  'not-yet-valid': 'The JWT is not valid yet; check the clock.',
  'bad-claim': 'A time in the JWT is not a number.',
};
