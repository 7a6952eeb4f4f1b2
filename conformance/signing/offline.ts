import { createHash } from 'node:crypto';
import { compactVerify, createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose';

/*
 * An e-signature judged as anyone can who has the file, the text and the hub's list of keys: by `jose`, and without
 * asking the hub or the provider.
 */

export interface Judged {
  readonly typ: string | undefined;
  readonly person: unknown;
  readonly level: unknown;
  readonly provider: string;
  /** Of the person's own signature, where it is a JWS of the provider. */
  readonly ownTextHash: unknown;
}

interface Evidence {
  readonly iss: string;
  readonly client_id: string;
  readonly id_token: string;
  readonly nonce_salt: string;
  readonly jwks: JSONWebKeySet;
}

const claim = 'https://id.oidc.se/claim/';

/** Throws with the first thing that does not hold. */
export async function judge(file: string, text: Uint8Array, keys: JSONWebKeySet): Promise<Judged> {
  const jws = Buffer.from(file.trim(), 'base64').toString();
  const ours = await compactVerify(jws, createLocalJWKSet(keys));
  const said = JSON.parse(new TextDecoder().decode(ours.payload));
  if (said.tbs_sha256 !== hash(text)) throw new Error('the file is about another text');
  const evidence: Evidence = said.evidence;
  const theirs = createLocalJWKSet(evidence.jwks);
  const { payload } = await jwtVerify(evidence.id_token, theirs, {
    issuer: evidence.iss,
    audience: evidence.client_id,
    currentDate: new Date(said.iat * 1000),
    clockTolerance: 60,
  });
  const salted = Buffer.concat([Buffer.from(evidence.nonce_salt, 'base64url'), text]);
  if (payload.nonce !== hash(salted)) throw new Error('the provider’s token is about another text');
  const number = `${claim}personalIdentityNumber`;
  if (payload[number] !== said[number]) throw new Error('the provider’s token is about another person');
  const own = Buffer.from(String(payload[`${claim}userSignature`]), 'base64').toString();
  await compactVerify(own, theirs);
  return {
    typ: ours.protectedHeader.typ,
    person: payload[number],
    level: payload.acr,
    provider: evidence.iss,
    ownTextHash: decodeJwt(own).tbs_sha256,
  };
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}
