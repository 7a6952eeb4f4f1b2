import type { KeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { Clock } from '@ena/kernel/time.ts';
import * as oidc from 'openid-client';
import type { UpstreamConfig } from '../../config.ts';
import { type Level, levelUri } from '../../domain/assurance.ts';
import type { ProtocolEntries } from '../../store/store.ts';
import { scopes } from '../../wire/oidc-sweden.ts';
import { parseUpstreamClaims, type UpstreamPerson } from '../../wire/upstream-claims.ts';
import type { GuardedFetch } from '../provider/guarded-fetch.ts';
import type { LoginMethod } from './method.ts';

export interface UpstreamOptions {
  readonly config: UpstreamConfig;
  /** Where the upstream provider sends the person back to. */
  readonly callback: string;
  readonly keys: KeyRing;
  readonly entries: ProtocolEntries;
  readonly clock: Clock;
  readonly call: GuardedFetch;
  /** http is taken in the sandbox alone. */
  readonly sandbox: boolean;
}

/** What is remembered while the person is away, under the random `state`; used once. */
export interface Departure {
  readonly interaction: string;
  readonly method: string;
  readonly verifier: string;
  readonly nonce: string;
}

export interface UpstreamMethod extends LoginMethod {
  readonly issuer: string;
  finish(url: URL, departure: Departure): Promise<Result<UpstreamPerson, string>>;
}

export const departureModel = 'UpstreamDeparture';
const awayMs = 15 * 60_000;

/** An OpenID provider of the Swedish profile as a way to log in here. */
export function upstreamMethod(options: UpstreamOptions): UpstreamMethod {
  const { config } = options;
  let found: Promise<oidc.Configuration> | undefined;
  const configuration = () => {
    found ??= discover(options).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
  return {
    id: config.id,
    issuer: config.issuer,
    authority: config.issuer,
    names: { sv: config.name_sv, en: config.name_en },
    begin: (interaction, wanted) =>
      attempt(async () => begin(options, await configuration(), interaction, wanted)),
    finish: async (url, departure) => {
      const claims = await attempt(async () => finish(await configuration(), url, departure));
      return claims.ok ? parseUpstreamClaims(claims.value) : claims;
    },
  };
}

/** What the library throws is what the peer did wrong; its message names no value. */
async function attempt<Value>(work: () => Promise<Value>): Promise<Result<Value, string>> {
  try {
    return ok(await work());
  } catch (error) {
    return fail(error instanceof Error ? error.message : 'the provider did not answer');
  }
}

async function discover({ config, keys, call, sandbox }: UpstreamOptions): Promise<oidc.Configuration> {
  const { kid, privateKey } = keys.active;
  const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = privateKey.toCryptoKey(ecdsa, false, ['sign']) as unknown as CryptoKey;
  const configuration = await oidc.discovery(
    new URL(config.issuer),
    config.client_id,
    {},
    oidc.PrivateKeyJwt({ key, kid }),
    {
      [oidc.customFetch]: (url, asked) => call(url, asked),
      execute: [oidc.enableNonRepudiationChecks, ...(sandbox ? [oidc.allowInsecureRequests] : [])],
    },
  );
  configuration[oidc.customFetch] = (url, asked) => call(url, asked);
  return configuration;
}

async function begin(
  { callback, entries, clock, config }: UpstreamOptions,
  configuration: oidc.Configuration,
  interaction: string,
  wanted: readonly Level[],
): Promise<{ location: string }> {
  const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
  const payload = { interaction, method: config.id, verifier, nonce };
  await entries.save(departureModel, state, {
    payload,
    grantId: undefined,
    uid: undefined,
    expiresAt: clock.now() + awayMs,
  });
  const location = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: callback,
    scope: ['openid', scopes.naturalPersonInfo, scopes.naturalPersonNumber].join(' '),
    acr_values: wanted.map(levelUri).join(' '),
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    prompt: 'login',
    state,
    nonce,
  });
  return { location: location.href };
}

async function finish(
  configuration: oidc.Configuration,
  url: URL,
  { verifier, nonce }: Departure,
): Promise<Record<string, unknown>> {
  const tokens = await oidc.authorizationCodeGrant(configuration, url, {
    pkceCodeVerifier: verifier,
    expectedNonce: nonce,
    expectedState: url.searchParams.get('state') ?? '',
    idTokenExpected: true,
  });
  const idToken = tokens.claims();
  if (idToken === undefined) throw new Error('the provider gave no ID token');
  const userInfo = await oidc.fetchUserInfo(configuration, tokens.access_token, idToken.sub);
  return { ...userInfo, ...idToken };
}
