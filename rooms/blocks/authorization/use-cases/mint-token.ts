import { signJwtAside } from '@ena/kernel/crypto/jwt-direct.ts';
import { hashSecret, keyedPseudonym, newSecret } from '@ena/kernel/crypto/secret.ts';
import { uuidv7 } from '@ena/kernel/id.ts';
import type { Grant } from '../domain/grant.ts';
import type { RefreshableGrant } from '../domain/refresh-token.ts';
import type { TokenAnswer } from '../domain/token-request.ts';
import type { ServerTools } from './server-tools.ts';

/** Makes the access token (RFC 9068), and a refresh token where the profile has them and the grant allows it. */
export async function mintToken(grant: Grant, tools: ServerTools): Promise<TokenAnswer> {
  const now = Math.floor(tools.clock.now() / 1000);
  const expires = Math.min(now + grant.profile.tokenSeconds, grant.latestEnd ?? Number.POSITIVE_INFINITY);
  const claims = claimsOf(grant, now, expires, tools);
  const accessToken = await signJwtAside('at+jwt', claims, tools.signing.active);
  const refreshes = grant.mayRefresh && grant.profile.refreshTokens !== 'none';
  return {
    accessToken,
    tokenType: grant.confirmation !== undefined && 'jkt' in grant.confirmation ? 'DPoP' : 'Bearer',
    expiresIn: expires - now,
    scope: grant.scopes.join(' '),
    refreshToken: refreshes ? await makeRefreshToken(grant, newSecret(16), tools) : undefined,
    issuedTokenType: undefined,
    authorizationDetails: grant.details,
  };
}

/** RFC 9068 §2.2, RFC 7800, RFC 8693 §4.1, RFC 9396 §9.1. Members that are undefined do not appear. */
function claimsOf(grant: Grant, now: number, expires: number, tools: ServerTools): object {
  const hidden = grant.aboutPerson && grant.profile.personSubject === 'pseudonym';
  return {
    iss: tools.names.issuer,
    aud: grant.audiences.length === 1 ? grant.audiences[0] : grant.audiences,
    sub: hidden ? pseudonymOf(grant, tools) : grant.subject,
    client_id: grant.client.id,
    orgnr: grant.client.organisation,
    scope: grant.scopes.length === 0 ? undefined : grant.scopes.join(' '),
    jti: uuidv7(tools.clock.now()),
    iat: now,
    exp: expires,
    cnf: grant.confirmation,
    act: grant.actor,
    authorization_details: grant.details.length === 0 ? undefined : grant.details,
    ...(hidden ? {} : grant.user),
  };
}

/** Another for each resource, or set of resources, so that two of them cannot find the same person by it. */
function pseudonymOf({ audiences, subject }: Grant, { pseudonymKey }: ServerTools): string {
  return keyedPseudonym(pseudonymKey, [...[...audiences].sort(), subject].join('\n'));
}

/** A refresh token of the family; the database keeps its hash and what it stands for. */
export async function makeRefreshToken(grant: Grant, family: string, tools: ServerTools): Promise<string> {
  const token = newSecret();
  await tools.store.saveRefreshToken({
    hash: hashSecret(token),
    family,
    clientId: grant.client.id,
    expires: Math.floor(tools.clock.now() / 1000) + grant.profile.refreshSeconds,
    used: false,
    grant: refreshable(grant),
  });
  return token;
}

function refreshable({ actor, confirmation, ...grant }: Grant): RefreshableGrant {
  const { subject, aboutPerson, scopes, audiences, details, user } = grant;
  return {
    subject,
    aboutPerson,
    scopes,
    audiences,
    details,
    user,
    ...(actor && { actor }),
    ...(confirmation && { confirmation }),
  };
}
