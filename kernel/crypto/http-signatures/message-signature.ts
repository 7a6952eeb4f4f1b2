import type { KeyObject } from 'node:crypto';
import { fail, ok, type Result } from '../../result.ts';
import type { SigningKey } from '../keys.ts';
import { algorithms, type SignatureAlgorithm } from './algorithms.ts';
import { encodeBase64 } from './base64.ts';
import { batchAlgorithm } from './batch-value.ts';
import { type Component, component } from './component.ts';
import type { HeaderLines, Message } from './message.ts';
import {
  type BaseProblem,
  baseOf,
  type Coverage,
  coverage,
  type SignatureParameters,
  signatureParameters,
} from './signature-base.ts';
import { type ParsedSignature, parseSignature } from './signature-input.ts';
import { serialiseParameters } from './structured-fields.ts';

/*
 * Signing and verifying HTTP messages, RFC 9421 §3. A signature proves that the holder of the key sent exactly
 * the covered components. It does not prove freshness (the caller keeps a replay memory) nor the body (cover
 * `content-digest` and check it against the body).
 */

/** A component by its name, or made with `component(name, parameters)`. */
export type ComponentName = string | Component;

export interface SignRequest {
  /** The member's name in both fields: `ena`. */
  readonly label: string;
  /** A list, or on the hot path `precompile(list)`. */
  readonly components: readonly ComponentName[] | Coverage;
  /** `alg` is set from the key. */
  readonly params: Omit<SignatureParameters, 'alg'>;
  readonly message: Message;
  readonly key: SigningKey;
}

export interface MessageSignature {
  /** The value of the `Signature-Input` field. */
  readonly signatureInput: string;
  /** The value of the `Signature` field. */
  readonly signature: string;
  /** What was signed; evidence keeps it. */
  readonly base: string;
}

/** Fails when the message lacks a listed component or holds characters that cannot be signed. */
export function signMessage(request: SignRequest): Result<MessageSignature, BaseProblem> {
  const { label, key } = request;
  const alg: SignatureAlgorithm = key.alg === 'ES256' ? 'ecdsa-p256-sha256' : 'ed25519';
  const prepared = prepareMessage(request, alg);
  if (!prepared.ok) return prepared;
  const { signatureInput, base } = prepared.value;
  const signature = algorithms[alg].sign(Buffer.from(base, 'latin1'), key.privateKey);
  return ok({ signatureInput, signature: `${label}=:${signature.toString('base64')}:`, base });
}

/** All of a signature but the signature itself, for a signer that signs several messages at once. */
export function prepareMessage(
  { label, components, params, message }: Omit<SignRequest, 'key'>,
  alg: SignatureAlgorithm,
): Result<Omit<MessageSignature, 'signature'>, BaseProblem> {
  const covered = 'text' in components ? ok(components) : precompile(components);
  if (!covered.ok) return covered;
  const parameters = parametersText(params, alg);
  if (parameters === undefined) return fail({ kind: 'bad-parameter', component: '@signature-params' });
  const signatureParams = covered.value.text + parameters;
  const base = baseOf(covered.value, signatureParams, message);
  if (!base.ok) return base;
  return ok({ signatureInput: `${label}=${signatureParams}`, base: base.value });
}

let latest:
  | { readonly params: SignRequest['params']; readonly alg: string; readonly text: string }
  | undefined;

/** Messages of one second and one key have the same parameters; the latest text is kept. */
function parametersText(params: SignRequest['params'], alg: SignatureAlgorithm): string | undefined {
  if (latest?.alg === alg && sameParameters(latest.params, params)) return latest.text;
  const text = serialiseParameters(signatureParameters({ ...params, alg }));
  if (text !== undefined) latest = { params, alg, text };
  return text;
}

function sameParameters(a: SignRequest['params'], b: SignRequest['params']): boolean {
  return (
    a.created === b.created &&
    a.keyid === b.keyid &&
    a.tag === b.tag &&
    a.expires === b.expires &&
    a.nonce === b.nonce
  );
}

/** Checks a list of components once, so that signing many messages does not. Throws on a name nobody can have. */
export function precompile(components: readonly ComponentName[]): Result<Coverage, BaseProblem> {
  return coverage(components.map(asComponent));
}

function asComponent(name: ComponentName): Component {
  return typeof name === 'string' ? component(name) : name;
}

export interface VerifyRequest {
  readonly message: Message;
  readonly label: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How far `created` may lie from `now`, either way. */
  readonly maxSkewSeconds: number;
  /** The exact `tag`; a signature made for another purpose is refused. */
  readonly requireTag: string;
  /** What must be covered at least. More may be. A list is known by its identity once it was checked: never change it. */
  readonly requireComponents: readonly ComponentName[];
  /** The public key of a `keyid`, or nothing for one that is unknown or revoked. */
  readonly keyFor: (keyid: string) => KeyObject | undefined;
  /** Default ES256, for one message or for a group. */
  readonly allow?: readonly SignatureAlgorithm[];
}

export type SignatureProblem =
  /** There is no signature with this label. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'malformed'; readonly detail: string }
  /** `created`, `keyid` or `tag` is absent or of the wrong type. */
  | { readonly kind: 'parameter-missing'; readonly parameter: 'created' | 'keyid' | 'tag' }
  | { readonly kind: 'wrong-tag' }
  /** A component that must be covered is not. */
  | { readonly kind: 'component-not-covered'; readonly component: string }
  /** A covered component cannot be read from the message. */
  | BaseProblem
  /** `created` is too far from our clock; positive when the signer is ahead. */
  | { readonly kind: 'skew'; readonly seconds: number }
  | { readonly kind: 'expired' }
  | { readonly kind: 'unknown-key'; readonly keyid: string }
  /** The key's algorithm is not allowed, or `alg` names another one. */
  | { readonly kind: 'unsupported-alg' }
  | { readonly kind: 'bad-signature' };

export interface VerifiedSignature {
  readonly keyid: string;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly base: string;
  readonly components: readonly Component[];
  /** The raw signature: 64 bytes for one message, more for one of a group. */
  readonly signature: Uint8Array;
  /** The same as text; one text for each byte string. */
  readonly signatureBase64: string;
}

/**
 * Verifies the signature with this label. The cheap checks come first; the key is asked for and the signature
 * computed last, so that a message that would be refused anyway costs little.
 */
export function verifyMessage(request: VerifyRequest): Result<VerifiedSignature, SignatureProblem> {
  const { headers } = request.message;
  const parsed = parseSignature(
    request.label,
    fieldOf(headers, 'signature-input'),
    fieldOf(headers, 'signature'),
  );
  if (!parsed.ok) return parsed;
  const claims = readClaims(parsed.value, request);
  if (!claims.ok) return claims;
  const { covered, signature, signatureBase64, signatureParams } = parsed.value;
  const uncovered = firstUncovered(request.requireComponents, covered);
  if (uncovered !== undefined) return fail({ kind: 'component-not-covered', component: uncovered });
  const base = baseOf(covered, signatureParams, request.message);
  if (!base.ok) return base;
  const { keyid, created, alg } = claims.value;
  const key = request.keyFor(keyid);
  if (key === undefined) return fail({ kind: 'unknown-key', keyid });
  const algorithm = algorithmOf(key, alg, request.allow ?? productionAlgorithms);
  if (algorithm === undefined) return fail({ kind: 'unsupported-alg' });
  if (!algorithms[algorithm].verify(Buffer.from(base.value, 'latin1'), signature, key)) {
    return fail({ kind: 'bad-signature' });
  }
  return ok({
    keyid,
    created,
    base: base.value,
    components: covered.components,
    signature,
    signatureBase64,
  });
}

/** The first is what a signature without `alg` is taken for. */
const productionAlgorithms: readonly SignatureAlgorithm[] = ['ecdsa-p256-sha256', batchAlgorithm];

/** The header value of a raw signature, as a verifier of evidence needs it. */
export function signatureText(label: string, signature: Uint8Array): string {
  return `${label}=:${encodeBase64(signature)}:`;
}

function fieldOf(headers: HeaderLines, name: string): string | undefined {
  const lines = headers.get(name);
  return lines === undefined || typeof lines === 'string' ? lines : lines.join(', ');
}

interface Claims {
  readonly keyid: string;
  readonly created: number;
  readonly alg: string | undefined;
}

function readClaims({ params }: ParsedSignature, request: VerifyRequest): Result<Claims, SignatureProblem> {
  const tag = params.get('tag');
  if (tag?.kind !== 'string') return fail({ kind: 'parameter-missing', parameter: 'tag' });
  if (tag.value !== request.requireTag) return fail({ kind: 'wrong-tag' });
  const created = params.get('created');
  if (created?.kind !== 'integer') return fail({ kind: 'parameter-missing', parameter: 'created' });
  const keyid = params.get('keyid');
  if (keyid?.kind !== 'string') return fail({ kind: 'parameter-missing', parameter: 'keyid' });
  const seconds = created.value - request.now / 1000;
  if (Math.abs(seconds) > request.maxSkewSeconds) return fail({ kind: 'skew', seconds: Math.round(seconds) });
  const expires = params.get('expires');
  if (expires !== undefined && expires.kind !== 'integer')
    return fail({ kind: 'malformed', detail: 'expires' });
  if (expires !== undefined && expires.value * 1000 < request.now) return fail({ kind: 'expired' });
  const alg = params.get('alg');
  if (alg !== undefined && alg.kind !== 'string') return fail({ kind: 'malformed', detail: 'alg' });
  return ok({ keyid: keyid.value, created: created.value, alg: alg?.value });
}

/** Lists that were found covered. Callers have few lists of what they require, and peers few of what they cover. */
const foundCovered = new WeakMap<Coverage, WeakSet<readonly ComponentName[]>>();

function firstUncovered(required: readonly ComponentName[], covered: Coverage): string | undefined {
  const found = foundCovered.get(covered);
  if (found?.has(required)) return undefined;
  for (const name of required) {
    const wanted = asComponent(name);
    if (!covered.components.some((c) => c.identity === wanted.identity)) return wanted.identifier;
  }
  if (found === undefined) foundCovered.set(covered, new WeakSet([required]));
  else found.add(required);
  return undefined;
}

/** §3.2 step 6: the key decides; `alg` may only confirm it. */
function algorithmOf(
  key: KeyObject,
  claimed: string | undefined,
  allow: readonly SignatureAlgorithm[],
): SignatureAlgorithm | undefined {
  const algorithm = allow.find(
    (name) => algorithms[name].fits(key) && (claimed === undefined || claimed === name),
  );
  return algorithm;
}
