import type { Logger } from '@ena/kernel/log/logger.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { Provider, ProviderContext } from 'oidc-provider';
import type { ClientConfig } from '../../config.ts';
import { levelUri } from '../../domain/assurance.ts';
import type { IdentityStore } from '../../store/store.ts';
import type { ClientDirectory } from '../../use-cases/client-directory.ts';
import { findAccount } from './account-claims.ts';
import { createAdapter } from './adapter.ts';
import { judgeClientAssertion } from './client-assertion.ts';
import { clientMetadata } from './clients.ts';
import { extraParams } from './extra-params.ts';
import type { GuardedFetch } from './guarded-fetch.ts';
import { swedishPolicy } from './policy.ts';
import { logoutPages, renderError } from './provider-pages.ts';
import { judgeRequestObject, useUpRequestObject } from './request-object.ts';
import { resourceServer } from './resource.ts';
import { profile } from './swedish-profile.ts';
import { ProviderWithTwoNames } from './two-names.ts';

export interface ProviderOptions {
  readonly issuer: string;
  readonly publicUrl: string;
  /** Those of the configuration; all others come by `directory`. */
  readonly clients: readonly ClientConfig[];
  readonly directory: ClientDirectory;
  /** Whether anyone can sign here; then clients that may can ask for it. */
  readonly signing: boolean;
  readonly sessionMinutes: number;
  readonly federation: boolean;
  readonly store: IdentityStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly fetch: GuardedFetch;
  /** Private JWKs; of each algorithm the one in use first. */
  readonly signingKeys: readonly object[];
  readonly cookieKey: string;
  /** A stable stand-in for an account at one client (pairwise subjects). */
  readonly pseudonym: (text: string) => string;
  readonly isLoginMethod: (id: string) => boolean;
  /** The scopes of persons' APIs that a client may ask for; asked at each use. */
  readonly apiScopes: (clientId: string) => Promise<readonly string[]>;
}

/** The OpenID provider of the Swedish profile, on oidc-provider. */
export function createProvider(options: ProviderOptions): Provider {
  const provider = new ProviderWithTwoNames(options.issuer, {
    ...profile(options),
    adapter: createAdapter(options.store, options.directory, options.clock),
    clients: options.clients.map(clientMetadata),
    jwks: { keys: options.signingKeys },
    cookies: cookies(options),
    fetch: options.fetch,
    findAccount: findAccount(options.store.logins, () => options.clock.now()),
    extraParams: extraParams({
      isProvider: options.isLoginMethod,
      maySign: async (id) => options.signing && (await options.directory.find(id))?.config.may_sign === true,
      useUpRequestObject: useUpRequestObject(options.store.entries),
    }),
    assertJwtClientAuthClaimsAndHeader: judgeClientAssertion(options.clock),
    extraTokenClaims: (_ctx: ProviderContext, token: { grantId?: string }) => loginClaims(options, token),
    interactions: {
      policy: swedishPolicy(options.sessionMinutes),
      url: (_ctx: ProviderContext, { uid }: { uid: string }) => `${options.issuer}/login/${uid}`,
    },
    pairwiseIdentifier: (_ctx: ProviderContext, accountId: string, client: { sectorIdentifier: string }) =>
      options.pseudonym(`${client.sectorIdentifier} ${accountId}`),
    features: features(options),
    renderError,
  });
  provider.proxy = true;
  provider.use(ownHeaders);
  provider.on('server_error', (_ctx, error) =>
    options.log.error({ err: error }, 'the log-in protocol failed'),
  );
  return provider;
}

function cookies({ cookieKey, issuer }: ProviderOptions): object {
  const path = new URL(issuer).pathname;
  const both = { httpOnly: true, sameSite: 'lax', signed: true, path };
  return {
    keys: [cookieKey],
    names: { session: 'ena_identity', interaction: 'ena_login', resume: 'ena_resume' },
    long: both,
    short: both,
  };
}

function features(options: ProviderOptions): object {
  return {
    devInteractions: { enabled: false },
    claimsParameter: { enabled: true },
    requestObjects: {
      enabled: true,
      assertJwtClaimsAndHeader: judgeRequestObject(options.clock),
    },
    encryption: { enabled: true },
    jwtUserinfo: { enabled: true },
    pushedAuthorizationRequests: { enabled: true },
    dPoP: { enabled: false },
    rpInitiatedLogout: { enabled: true, ...logoutPages },
    resourceIndicators: {
      enabled: true,
      // The resource of the request holds for its tokens, whether or not it is named again at the token endpoint.
      useGrantedResource: () => true,
      getResourceServerInfo: async (_ctx: ProviderContext, resource: string, client: { clientId: string }) =>
        resourceServer(resource, {
          publicUrl: options.publicUrl,
          scopes: await options.apiScopes(client.clientId),
        }),
    },
  };
}

/** RFC 9068 §2.2.1, and the log-in itself: with its end the token ends too. */
async function loginClaims(
  { store, clock }: ProviderOptions,
  token: { grantId?: string },
): Promise<Record<string, unknown> | undefined> {
  if (token.grantId === undefined) return undefined;
  const found = await store.logins.loginByGrant(token.grantId, clock.now());
  if (found === undefined) return undefined;
  return {
    acr: levelUri(found.login.level),
    auth_time: Math.floor(found.login.authenticatedAt / 1000),
    ena_login: found.login.id,
  };
}

/** The library adds the hash of its own script to `script-src`; nothing else may run. */
async function ownHeaders(ctx: ProviderContext, next: () => Promise<void>): Promise<void> {
  ctx.set(
    'content-security-policy',
    "default-src 'none'; style-src 'self'; script-src 'self'; frame-ancestors 'none'; base-uri 'none'",
  );
  await next();
}
