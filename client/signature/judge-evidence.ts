import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { decodeBase64Url, encodeBase64Url } from '../verify/base64url.ts';
import { type JsonObject, stringField } from '../verify/json.ts';
import { sha256 } from '../verify/web-crypto.ts';
import { fileText } from './file-text.ts';
import { isSignedByOneOf, type Jws, keysIn, readJws } from './jws.ts';
import type { SignatureProblem } from './problems.ts';
import { type Evidence, numberIn, ownSignatureIn, type Said } from './read-signature.ts';

/**
 * The provider's ID token by the keys that the file holds, at the time of the signature: of that provider, for that
 * client, about that text (the nonce is SHA-256 over the salt and the text), that person and that level. Answers whether
 * the person's own signature within could be read and was verified too.
 */
export async function judgeEvidence(
  { issuer, clientId, idToken, salt, jwks }: Evidence,
  said: Said,
  text: Uint8Array,
): Promise<Result<boolean, SignatureProblem>> {
  const keys = keysIn(jwks) ?? [];
  const token = readJws(idToken);
  if (token === undefined || !isIdToken(token) || !isInTime(token.payload, said.at))
    return fail('evidence-unproven');
  if (!(await isSignedByOneOf(token, keys))) return fail('evidence-unproven');
  const { payload } = token;
  if (payload.iss !== issuer || ![payload.aud].flat().includes(clientId)) return fail('evidence-misdirected');
  if (payload.nonce !== (await nonceOf(salt, text))) return fail('evidence-of-another-text');
  if (numberIn(payload) !== said.personalNumber || payload.acr !== said.level)
    return fail('evidence-of-another-person');
  const own = ownSignatureIn(payload);
  return own === undefined ? fail('no-evidence') : judgeOwn(own, keys, text);
}

function isIdToken({ header }: Jws): boolean {
  return [undefined, 'jwt'].includes(stringField(header, 'typ')?.toLowerCase());
}

const toleranceMs = 60_000;

function isInTime({ iat, exp }: JsonObject, at: number): boolean {
  return (
    typeof iat === 'number' &&
    typeof exp === 'number' &&
    iat * 1000 <= at + toleranceMs &&
    at < exp * 1000 + toleranceMs
  );
}

/** Only a JWS under one of the provider's keys is read; formats are the provider's own (signature extension 1.1). */
async function judgeOwn(
  value: string,
  keys: readonly JsonObject[],
  text: Uint8Array,
): Promise<Result<boolean, SignatureProblem>> {
  const jws = readJws(fileText(value) ?? '');
  const kid = jws && stringField(jws.header, 'kid');
  if (jws === undefined || kid === undefined || !keys.some((key) => stringField(key, 'kid') === kid))
    return ok(false);
  const digest = jws.payload.tbs_sha256;
  if (!(await isSignedByOneOf(jws, keys))) return fail('user-signature-false');
  if (digest !== undefined && digest !== (await textHash(text))) return fail('user-signature-false');
  return ok(digest !== undefined);
}

export async function textHash(text: Uint8Array): Promise<string> {
  return encodeBase64Url(await sha256(new Uint8Array(text)));
}

/** `undefined` where the salt is not 32 bytes in their one form. */
async function nonceOf(salt: string, text: Uint8Array): Promise<string | undefined> {
  const salted = decodeBase64Url(salt);
  if (salted?.length !== 32) return undefined;
  const both = new Uint8Array(salted.length + text.length);
  both.set(salted);
  both.set(text, salted.length);
  return encodeBase64Url(await sha256(both));
}
