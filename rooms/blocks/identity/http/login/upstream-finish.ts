import { minute } from '@ena/kernel/time.ts';
import * as oidc from 'openid-client';
import { evidenceKeys } from '../../use-cases/signatures/evidence-keys.ts';
import { judgeEvidence } from '../../use-cases/signatures/judge-evidence.ts';
import type { JudgedEvidence } from '../../use-cases/signatures/make-signature.ts';
import type { SignRequest } from '../../wire/sign-request.ts';
import { parseSigningClaims } from '../../wire/upstream-claims.ts';
import type { GuardedFetch } from '../provider/guarded-fetch.ts';
import type { Departure, UpstreamOptions } from './upstream-client.ts';

export interface Answer {
  /** Of UserInfo and the ID token; what both tell is the ID token's. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signed: JudgedEvidence | undefined;
}

/** Redeems the code. Throws what the library throws, and a sentence where the answer is no signature. */
export async function finish(
  options: UpstreamOptions,
  configuration: oidc.Configuration,
  url: URL,
  departure: Departure,
  sign: SignRequest | undefined,
): Promise<Answer> {
  const tokens = await oidc.authorizationCodeGrant(configuration, url, {
    pkceCodeVerifier: departure.verifier,
    expectedNonce: departure.nonce,
    expectedState: url.searchParams.get('state') ?? '',
    idTokenExpected: true,
  });
  const idToken = tokens.claims();
  if (idToken === undefined || tokens.id_token === undefined)
    throw new Error('the provider gave no ID token');
  const signed =
    sign === undefined
      ? undefined
      : await signedIn(options, configuration, tokens.id_token, idToken, { departure, sign });
  const userInfo = await oidc.fetchUserInfo(configuration, tokens.access_token, idToken.sub);
  return { claims: { ...userInfo, ...idToken }, signed };
}

/** The evidence, judged as it will be judged in years to come: with nothing but what it holds. */
async function signedIn(
  { call, clock }: UpstreamOptions,
  configuration: oidc.Configuration,
  idToken: string,
  claims: oidc.IDToken,
  { departure, sign }: { readonly departure: Departure; readonly sign: SignRequest },
): Promise<JudgedEvidence> {
  const { auth_time: authTime } = claims;
  if (typeof authTime !== 'number' || authTime * 1000 < departure.at - minute)
    throw new Error('the provider did not identify the signer anew');
  const { userSignature = '' } = parseSigningClaims(claims) ?? {};
  const { issuer, jwks_uri: address = '' } = configuration.serverMetadata();
  const evidence = {
    issuer,
    clientId: configuration.clientMetadata().client_id,
    idToken,
    salt: departure.salt ?? '',
    keys: evidenceKeys(await keySet(call, address), idToken, userSignature),
  };
  const judged = judgeEvidence(evidence, sign.tbsData, clock.now());
  if (!judged.ok) throw new Error(`the answer proves no signature: ${judged.error}`);
  return { evidence, userSignatureChecked: judged.value.userSignatureChecked };
}

async function keySet(call: GuardedFetch, address: string): Promise<unknown> {
  const answer = await call(address, { headers: { accept: 'application/json' } });
  return answer.ok ? answer.json() : undefined;
}
