import { newSecret } from '@ena/kernel/crypto/secret.ts';
import * as oidc from 'openid-client';
import { levelUri } from '../../domain/assurance.ts';
import { textNonce } from '../../use-cases/signatures/text-nonce.ts';
import { claims, params, scopeClaims, scopes } from '../../wire/oidc-sweden.ts';
import { renderSignRequest, type SignRequest } from '../../wire/sign-request.ts';
import { claimsOfLogin } from '../../wire/told-claims.ts';
import type { Departing, MethodWish } from './method.ts';
import {
  awayMs,
  clientKey,
  type Departure,
  departureModel,
  type UpstreamOptions,
} from './upstream-client.ts';

/** Remembers that the person leaves, and answers where to. */
export async function begin(
  options: UpstreamOptions,
  configuration: oidc.Configuration,
  { interaction, levels, sign, wanted }: MethodWish,
): Promise<Departing> {
  const { callback, entries, clock, config } = options;
  const [state, verifier] = [oidc.randomState(), oidc.randomPKCECodeVerifier()];
  const bound = sign === undefined ? { nonce: oidc.randomNonce() } : boundTo(sign);
  const at = clock.now();
  const payload: Departure = { interaction, method: config.id, verifier, at, ...bound };
  await entries.save(departureModel, state, {
    payload: { ...payload },
    grantId: undefined,
    uid: undefined,
    expiresAt: at + awayMs,
  });
  const request = {
    redirect_uri: callback,
    ...asking(configuration, wanted, sign !== undefined),
    acr_values: levels.map(levelUri).join(' '),
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    prompt: 'login',
    state,
    nonce: bound.nonce,
  };
  const address =
    sign === undefined
      ? oidc.buildAuthorizationUrl(configuration, request)
      : await signingUrl(options, configuration, request, sign);
  return departing(configuration, address, sign !== undefined);
}

/** The scopes and claims that it takes to learn who the person is, what else the client wants, and that they signed. */
function asking(
  configuration: oidc.Configuration,
  wanted: ReadonlySet<string>,
  signing: boolean,
): Readonly<Record<'scope' | 'claims', string>> | Readonly<Record<'scope', string>> {
  const { scopes_supported: known = [], claims_parameter_supported: byName } = configuration.serverMetadata();
  const organisation = wanted.has(claims.orgAffiliation) && known.includes(scopes.naturalPersonOrgId);
  const asked: readonly string[] = [
    scopes.naturalPersonInfo,
    scopes.naturalPersonNumber,
    ...(organisation ? [scopes.naturalPersonOrgId] : []),
  ];
  const covered = asked.flatMap((scope) => scopeClaims[scope] ?? []);
  const named = byName === true ? [...wanted].filter((claim) => !covered.includes(claim)) : [];
  const idToken = {
    ...(signing && { [claims.userSignature]: { essential: true }, auth_time: { essential: true } }),
    ...voluntary(named.filter((claim) => claimsOfLogin.includes(claim))),
  };
  const userinfo = voluntary(named.filter((claim) => !claimsOfLogin.includes(claim)));
  const parts = Object.entries({ id_token: idToken, userinfo }).filter(
    ([, part]) => Object.keys(part).length > 0,
  );
  const scope = ['openid', ...asked].join(' ');
  return parts.length === 0 ? { scope } : { scope, claims: JSON.stringify(Object.fromEntries(parts)) };
}

function voluntary(names: readonly string[]): Readonly<Record<string, null>> {
  return Object.fromEntries(names.map((name) => [name, null]));
}

/** RFC 9110 §4.1: every server should take an address of so many octets; who can take a longer one is unknown. */
const longestAddress = 8000;

/**
 * A text to sign goes from server to server where the provider takes it so (RFC 9126), for it holds personal identity
 * numbers; else in the address, or if that is too long in a form (OpenID Connect Core 1.0 §3.1.2.1).
 */
async function departing(
  configuration: oidc.Configuration,
  address: URL,
  signing: boolean,
): Promise<Departing> {
  if (mayPush(configuration, signing)) {
    const pushed = await oidc.buildAuthorizationUrlWithPAR(configuration, address.searchParams);
    return { kind: 'address', location: pushed.href };
  }
  if (address.href.length <= longestAddress) return { kind: 'address', location: address.href };
  const action = new URL(address);
  action.search = '';
  return { kind: 'form', action: action.href, fields: [...address.searchParams] };
}

function mayPush(configuration: oidc.Configuration, signing: boolean): boolean {
  const { pushed_authorization_request_endpoint: endpoint, require_pushed_authorization_requests: required } =
    configuration.serverMetadata();
  return endpoint !== undefined && (signing || required === true);
}

function boundTo({ tbsData }: SignRequest): { readonly nonce: string; readonly salt: string } {
  const salt = newSecret(32);
  return { salt, nonce: textNonce(salt, tbsData) };
}

/**
 * Signature extension 1.1 §3.1.1.2 and §4.1: what is to be signed stands as an object in a request object that we
 * sign. The wanted person's number is not in it, for this is an address; who comes back is judged instead.
 */
async function signingUrl(
  { keys }: UpstreamOptions,
  configuration: oidc.Configuration,
  request: Readonly<Record<string, string>>,
  sign: SignRequest,
): Promise<URL> {
  const location = await oidc.buildAuthorizationUrlWithJAR(
    configuration,
    {
      ...request,
      response_type: 'code',
      scope: `${request.scope} ${scopes.sign}`,
      prompt: 'login consent',
    },
    clientKey(keys),
    {
      [oidc.modifyAssertion]: (_header, payload) => {
        (payload as Record<string, unknown>)[params.signRequest] = renderSignRequest(sign);
      },
    },
  );
  // OpenID Connect Core 1.0 §6.1: these stand outside the request object as well.
  location.searchParams.set('response_type', 'code');
  location.searchParams.set('scope', 'openid');
  return location;
}
