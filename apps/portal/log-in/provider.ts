import * as oidc from 'openid-client';
import type { ClientKey } from '../options.ts';
import type { LoggedIn, Person } from '../session/sessions.ts';
import type { Attempt } from './attempts.ts';

export interface ProviderOptions {
  readonly issuer: string;
  readonly publicUrl: string;
  readonly key: ClientKey;
  readonly scopes: readonly string[];
  /** Seconds for each call of the provider. */
  readonly timeoutSeconds?: number;
}

export interface Begun extends Pick<Attempt, 'nonce' | 'codeVerifier'> {
  readonly state: string;
  readonly url: string;
}

export type LogInOutcome =
  | { readonly kind: 'logged-in'; readonly session: LoggedIn; readonly userSignature?: string }
  /** The person stopped, or the provider refused: its OAuth error code. */
  | { readonly kind: 'refused'; readonly error: string }
  /** The answer does not hold, or the provider is away. */
  | { readonly kind: 'failed' };

/** An ordinary OpenID provider, and the portal an ordinary client of it. */
export interface Provider {
  /** `undefined` where the provider is away. */
  begin(wish: LogInWish): Promise<Begun | undefined>;
  finish(query: URLSearchParams, state: string, attempt: Attempt): Promise<LogInOutcome>;
  /** Where the browser goes to be logged out there too. */
  end(language: 'sv' | 'en'): Promise<string | undefined>;
}

export interface LogInWish {
  readonly language: 'sv' | 'en';
  /** `acr_values`: one level, or several that will do. */
  readonly acr?: string;
  /** The text to sign, and what the person is told while doing so. */
  readonly sign?: { readonly text: string; readonly message: string };
}

export const callbackPath = '/portal/callback';

/** Signature extension 1.1 of the Swedish OpenID Connect profile (oidc.se). */
const signature = {
  scope: 'https://id.oidc.se/scope/sign',
  request: 'https://id.oidc.se/param/signRequest',
  claim: 'https://id.oidc.se/claim/userSignature',
} as const;

export function openProvider(options: ProviderOptions): Provider {
  const configuration = keptWhenFound(() => discover(options));
  return {
    begin: async (wish) => {
      const found = await configuration();
      return found === undefined ? undefined : begin(options, found, wish).catch(() => undefined);
    },
    finish: async (query, state, attempt) => {
      const found = await configuration();
      return found === undefined ? { kind: 'failed' } : finish(options, found, query, state, attempt);
    },
    end: async (language) => {
      const found = await configuration();
      if (found?.serverMetadata().end_session_endpoint === undefined) return undefined;
      // No id_token_hint: the token names the person, and this is an address.
      const post_logout_redirect_uri = `${options.publicUrl}/`;
      return oidc.buildEndSessionUrl(found, { post_logout_redirect_uri, ui_locales: language }).href;
    },
  };
}

async function discover(options: ProviderOptions): Promise<oidc.Configuration | undefined> {
  const { issuer, publicUrl, key } = options;
  // The ID token's signature is checked too, although it came straight from the provider: TLS may end before us.
  const execute = [oidc.enableNonRepudiationChecks];
  if (issuer.startsWith('http:')) execute.push(oidc.allowInsecureRequests);
  try {
    return await oidc.discovery(
      new URL(issuer),
      `${publicUrl}/portal`,
      {},
      oidc.PrivateKeyJwt({ key: key.privateKey, kid: key.kid }),
      { execute, timeout: options.timeoutSeconds ?? 10 },
    );
  } catch {
    return undefined;
  }
}

async function begin(
  { publicUrl, scopes, key }: ProviderOptions,
  configuration: oidc.Configuration,
  { language, acr, sign }: LogInWish,
): Promise<Begun> {
  const [state, nonce, codeVerifier] = [
    oidc.randomState(),
    oidc.randomNonce(),
    oidc.randomPKCECodeVerifier(),
  ];
  const request = {
    redirect_uri: `${publicUrl}${callbackPath}`,
    scope: ['openid', ...(sign === undefined ? [] : [signature.scope]), ...scopes].join(' '),
    resource: publicUrl,
    // The access token is for the APIs, so the name is asked for in the ID token and not at UserInfo.
    claims: JSON.stringify({
      id_token: { name: null, ...(sign && { [signature.claim]: { essential: true } }) },
    }),
    code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ui_locales: language,
    state,
    nonce,
    ...(acr !== undefined && { acr_values: acr }),
    ...(sign !== undefined && { [signature.request]: signRequest(sign), prompt: 'login consent' }),
  };
  const url =
    sign === undefined
      ? oidc.buildAuthorizationUrl(configuration, request)
      : await signingUrl(configuration, request, key);
  return { state, nonce, codeVerifier, url: url.href };
}

/**
 * The text goes from server to server where the provider takes it so (RFC 9126): it has personal identity numbers, and
 * may be longer than an address.
 */
async function signingUrl(
  configuration: oidc.Configuration,
  request: Readonly<Record<string, string>>,
  key: ClientKey,
): Promise<URL> {
  const signed = await oidc.buildAuthorizationUrlWithJAR(configuration, request, {
    key: key.privateKey,
    kid: key.kid,
  });
  return configuration.serverMetadata().pushed_authorization_request_endpoint === undefined
    ? signed
    : oidc.buildAuthorizationUrlWithPAR(configuration, signed.searchParams);
}

/** What is signed stands in a request object that we sign, so that nobody on the way can change it (§3). */
function signRequest({ text, message }: NonNullable<LogInWish['sign']>): string {
  const base64 = (value: string) => Buffer.from(value, 'utf8').toString('base64');
  return JSON.stringify({
    tbs_data: base64(text),
    sign_message: { message: base64(message), mime_type: 'text/plain' },
  });
}

async function finish(
  { publicUrl }: ProviderOptions,
  configuration: oidc.Configuration,
  query: URLSearchParams,
  state: string,
  attempt: Attempt,
): Promise<LogInOutcome> {
  const url = new URL(`${publicUrl}${callbackPath}?${query}`);
  try {
    const tokens = await oidc.authorizationCodeGrant(
      configuration,
      url,
      {
        pkceCodeVerifier: attempt.codeVerifier,
        expectedNonce: attempt.nonce,
        expectedState: state,
        idTokenExpected: true,
      },
      { resource: publicUrl },
    );
    const claims = tokens.claims();
    if (claims === undefined || tokens.id_token === undefined) return { kind: 'failed' };
    const { access_token: accessToken } = tokens;
    const userSignature = claims[signature.claim];
    return {
      kind: 'logged-in',
      session: { person: personIn(claims), accessToken },
      ...(typeof userSignature === 'string' && { userSignature }),
    };
  } catch (error) {
    return error instanceof oidc.AuthorizationResponseError
      ? { kind: 'refused', error: error.error }
      : { kind: 'failed' };
  }
}

const loaForm = /\/loa([234])$/;

function personIn(claims: oidc.IDToken): Person {
  const { name, given_name: given, family_name: family, acr } = claims;
  const parts = [given, family].filter((part) => typeof part === 'string');
  const [, level] = loaForm.exec(typeof acr === 'string' ? acr : '') ?? [];
  return {
    subject: claims.sub,
    name: typeof name === 'string' ? name : parts.join(' '),
    loa: level === undefined ? undefined : (Number(level) as 2 | 3 | 4),
  };
}

/** A failure is not kept: the provider may be there at the next try. */
function keptWhenFound<T>(find: () => Promise<T | undefined>): () => Promise<T | undefined> {
  let kept: Promise<T | undefined> | undefined;
  return async () => {
    kept ??= find();
    const found = await kept;
    if (found === undefined) kept = undefined;
    return found;
  };
}
