/*
 * What one kind of client must do and gets. The Swedish drafts, the SDG profile and FAPI 2.0 contradict each other
 * (audience of assertions, RS256, refresh tokens, `sub`); each is a row of values here, and no code asks for a name.
 */

export const grantTypes = [
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'refresh_token',
] as const;
export type GrantType = (typeof grantTypes)[number];

/** What a client assertion may name as its audience: who we are, where it is sent, or where tokens are made. */
export type AudienceForm = 'issuer' | 'endpoint' | 'token-endpoint';

export interface Profile {
  readonly assertionAudiences: readonly AudienceForm[];
  /** Whether `aud` may be a list, if all of it names us. */
  readonly audienceLists: boolean;
  /** Longest life that a client assertion or user_JWT may give itself. */
  readonly assertionSeconds: number;
  /** Fewest characters of a `jti`. */
  readonly leastIdCharacters: number;
  /** JWS algorithms of assertions and proofs. */
  readonly algorithms: readonly string[];
  readonly grants: readonly GrantType[];
  readonly tokenSeconds: number;
  /** `rotated`: each use gives a new one; a second use of the same revokes them all. `kept`: the same until it expires. */
  readonly refreshTokens: 'none' | 'rotated' | 'kept';
  readonly refreshSeconds: number;
  /** Whether the client must say for which resource. Else a token without one is for this installation's own APIs. */
  readonly resource: 'required' | 'optional';
  /** How many resources one token may be for. Each of them could use it against the others. */
  readonly mostResources: number;
  /** Whether a token must be bound to a key of the client (DPoP or its TLS certificate). */
  readonly senderConstraint: 'required' | 'optional';
  /** Whether a DPoP proof must carry a nonce that we gave (RFC 9449 §8). */
  readonly dpopNonce: 'required' | 'none';
  /** What `sub` is in a token about a person: the number as asserted, or a pseudonym for each resource. */
  readonly personSubject: 'as-asserted' | 'pseudonym';
  /** Whether a client may vouch itself for a user's attributes (`trustMarkName: self-issued`). */
  readonly selfIssuedAttributes: boolean;
}

const oidcSweden = ['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512', 'EdDSA'];

/** Signalering 2.1 and 2.2 of Ena's drafts; the audience is the token endpoint there, OIDC Sweden allows the issuer too. */
const ena: Profile = {
  assertionAudiences: ['token-endpoint', 'endpoint', 'issuer'],
  audienceLists: true,
  assertionSeconds: 300,
  leastIdCharacters: 16,
  algorithms: oidcSweden,
  grants: grantTypes,
  tokenSeconds: 600,
  refreshTokens: 'rotated',
  refreshSeconds: 28_800,
  resource: 'optional',
  mostResources: 10,
  senderConstraint: 'optional',
  dpopNonce: 'none',
  personSubject: 'as-asserted',
  selfIssuedAttributes: true,
};

/** Direct access clients of the SDG OAuth 2 profile: a resource always, refresh tokens never. */
const sdg: Profile = {
  ...ena,
  assertionAudiences: ['token-endpoint', 'endpoint'],
  leastIdCharacters: 22,
  algorithms: ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'ES512'],
  grants: ['client_credentials'],
  tokenSeconds: 3600,
  refreshTokens: 'none',
  resource: 'required',
  mostResources: 1,
  selfIssuedAttributes: false,
};

/** FAPI 2.0 Security Profile, final: issuer as a plain string (§5.3.2.1-8), no RSASSA-PKCS1 (§5.4.1-1), bound tokens (§5.3.2.1-4). */
const fapi2: Profile = {
  ...ena,
  assertionAudiences: ['issuer'],
  audienceLists: false,
  assertionSeconds: 60,
  leastIdCharacters: 22,
  algorithms: ['PS256', 'ES256', 'EdDSA'],
  grants: ['client_credentials', 'urn:ietf:params:oauth:grant-type:token-exchange', 'refresh_token'],
  tokenSeconds: 300,
  refreshTokens: 'kept',
  mostResources: 1,
  senderConstraint: 'required',
  personSubject: 'pseudonym',
  selfIssuedAttributes: false,
};

export const standardProfiles: Readonly<Record<string, Profile>> = { ena, sdg, fapi2 };

/** The standard profiles with the operator's changes laid over them; a new name starts from `ena`. */
export function profilesWith(
  changes: Readonly<Record<string, Partial<Profile>>>,
): ReadonlyMap<string, Profile> {
  const names = new Set([...Object.keys(standardProfiles), ...Object.keys(changes)]);
  return new Map([...names].map((name) => [name, { ...(standardProfiles[name] ?? ena), ...changes[name] }]));
}
