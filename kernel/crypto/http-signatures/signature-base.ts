import { fail, ok, type Result } from '../../result.ts';
import type { Component } from './component.ts';
import { type BaseProblemKind, componentValue, readyField } from './component-value.ts';
import type { Message } from './message.ts';
import { type BareItem, type Parameters, serialiseParameters } from './structured-fields.ts';

/*
 * The signature base, RFC 9421 §2.5: the text that is signed. Portable; the browser's verifier builds the same.
 * One line for each component, in the order of the signature's own list, then the list itself with its
 * parameters. No value can hold a line break, so two different messages never share a base.
 */

export interface BaseProblem {
  readonly kind: BaseProblemKind | 'bad-parameter';
  /** The identifier of the component, or the name of the signature parameter. */
  readonly component: string;
}

/** Signature parameters (§2.3) as a signer sets them; they are written in this order. */
export interface SignatureParameters {
  /** Seconds since the epoch. */
  readonly created?: number;
  /** Seconds since the epoch. */
  readonly expires?: number;
  readonly nonce?: string;
  readonly alg?: string;
  readonly keyid?: string;
  readonly tag?: string;
}

const order = ['created', 'expires', 'nonce', 'alg', 'keyid', 'tag'] as const;

export function signatureParameters(params: SignatureParameters): Parameters {
  const map = new Map<string, BareItem>();
  for (const key of order) {
    const value = params[key];
    if (typeof value === 'number') map.set(key, { kind: 'integer', value });
    else if (typeof value === 'string') map.set(key, { kind: 'string', value });
  }
  return map;
}

/** Builds the base for `components` of `message`. `params` are kept in their order, known or not. */
export function signatureBase(
  components: readonly Component[],
  params: Parameters,
  message: Message,
): Result<string, BaseProblem> {
  const covered = coverage(components);
  if (!covered.ok) return covered;
  const text = serialiseParameters(params);
  if (text === undefined) return fail({ kind: 'bad-parameter', component: '@signature-params' });
  return baseOf(covered.value, covered.value.text + text, message);
}

/** A checked list of components with its text, made once and used for many messages. */
export interface Coverage {
  readonly components: readonly Component[];
  /** The inner list: `("@method" "@target-uri")`. */
  readonly text: string;
}

/** Refuses a component that is named twice and `@signature-params`, which is not a component (§2.3). */
export function coverage(components: readonly Component[]): Result<Coverage, BaseProblem> {
  const seen = new Set<string>();
  for (const { identity, identifier, name } of components) {
    if (name === '@signature-params') return fail({ kind: 'component-unsupported', component: identifier });
    if (seen.has(identity)) return fail({ kind: 'component-duplicate', component: identifier });
    seen.add(identity);
  }
  return ok({ components, text: `(${components.map((c) => c.identifier).join(' ')})` });
}

/** The base when the coverage is checked and `signatureParams` (inner list and parameters) is already text. */
export function baseOf(
  covered: Coverage,
  signatureParams: string,
  message: Message,
): Result<string, BaseProblem> {
  let base = '';
  for (const component of covered.components) {
    const ready = readyField(component, message.headers);
    if (ready !== undefined) base += `${component.head}${ready}\n`;
    else {
      const value = componentValue(component, message);
      if (!value.ok) return fail({ kind: value.error, component: component.identifier });
      base += `${component.head}${value.value}\n`;
    }
  }
  if (unsignable.test(base)) return firstUnreadable(covered, message);
  return ok(`${base}"@signature-params": ${signatureParams}`);
}

/** As for a single value, and the line breaks between them; that no value holds one is checked where it is read. */
const unsignable = /[^\t\n\x20-\x7e]/;

function firstUnreadable(covered: Coverage, message: Message): Result<never, BaseProblem> {
  const bad = covered.components.find((component) => !componentValue(component, message).ok);
  return fail({ kind: 'component-unreadable', component: bad?.identifier ?? '@signature-params' });
}
