import { fail, ok, type Result } from '../../result.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { componentFromItem } from './component.ts';
import { type BaseProblem, type Coverage, coverage } from './signature-base.ts';
import {
  type InnerList,
  type Item,
  type Parameters,
  parseDictionary,
  serialiseParameters,
} from './structured-fields.ts';

/* Reading one signature out of `Signature-Input` and `Signature`, RFC 9421 §4. Portable. */

export interface ParsedSignature {
  readonly covered: Coverage;
  readonly params: Parameters;
  /** The value of `@signature-params`: the member serialised anew, as §3.2 step 7 demands. */
  readonly signatureParams: string;
  readonly signature: Uint8Array;
  /** The same as text; one text for each byte string. */
  readonly signatureBase64: string;
}

export type ParseProblem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'malformed'; readonly detail: string }
  | BaseProblem;

const limits = { characters: 16_384, members: 16, items: 64, parameters: 16, duplicates: 'refuse' } as const;

/** Takes the member `label` of both fields. Another signature's member may stand beside it, not a second of ours. */
export function parseSignature(
  label: string,
  inputField: string | undefined,
  signatureField: string | undefined,
): Result<ParsedSignature, ParseProblem> {
  if (inputField === undefined || signatureField === undefined) return fail({ kind: 'missing' });
  const input = readInput(label, inputField);
  if (!input.ok) return input;
  const signature = loneSignature(label, signatureField) ?? readSignature(label, signatureField);
  if (!signature.ok) return signature;
  const { covered, params, signatureParams } = input.value;
  return ok({ covered, params, signatureParams, ...signature.value });
}

/** A field that is nothing but our member is read without a parser. `undefined`: it may be something else. */
function loneSignature(label: string, field: string): Result<SignatureValue, ParseProblem> | undefined {
  const from = label.length + 2;
  if (!field.startsWith(label) || field.charAt(from - 2) !== '=' || field.charAt(from - 1) !== ':')
    return undefined;
  if (field.indexOf(':', from) !== field.length - 1) return undefined;
  const signatureBase64 = field.slice(from, -1);
  const signature = decodeBase64(signatureBase64);
  return signature && ok({ signature, signatureBase64 });
}

function readSignature(label: string, field: string): Result<SignatureValue, ParseProblem> {
  const signature = member(field, label, 'Signature');
  if (!signature.ok) return signature;
  if (signature.value.kind !== 'item' || signature.value.value.kind !== 'binary')
    return malformed('Signature');
  const bytes = signature.value.value.value;
  return ok({ signature: bytes, signatureBase64: encodeBase64(bytes) });
}

type Input = Omit<ParsedSignature, keyof SignatureValue>;
type SignatureValue = Pick<ParsedSignature, 'signature' | 'signatureBase64'>;

/**
 * Within a second a peer's messages carry the very same `Signature-Input`: it is read once and known by its whole
 * text. What is kept says what the text means, never that it proves anything.
 */
const knownInputs = new Map<string, { readonly label: string; readonly input: Input }>();
const knownInputsLimit = 256;
const longestKnownInput = 2048;

function readInput(label: string, field: string): Result<Input, ParseProblem> {
  const known = knownInputs.get(field);
  if (known?.label === label) return ok(known.input);
  const list = readListAndParameters(label, field);
  if (!list.ok) return list;
  const text = serialiseParameters(list.value.params);
  if (text === undefined) return malformed('Signature-Input');
  const input = { ...list.value, signatureParams: list.value.covered.text + text };
  if (field.length <= longestKnownInput) {
    if (knownInputs.size >= knownInputsLimit) knownInputs.clear();
    knownInputs.set(field, { label, input });
  }
  return ok(input);
}

/**
 * Peers send the same list of components again and again. A list that was read once is known by its text up to
 * the first `)`; only a text that is itself a whole inner list is ever kept, so what follows a known text is
 * read exactly as it would be after the list: `ena=(…);created=1` as `ena;created=1`.
 */
const knownLists = new Map<string, Coverage>();
const knownListsLimit = 256;
const longestKnownList = 2048;

function readListAndParameters(
  label: string,
  field: string,
): Result<Omit<Input, 'signatureParams'>, ParseProblem> {
  const start = label.length + 1;
  const end = field.indexOf(')') + 1;
  const listText =
    field.startsWith(`${label}=(`) && end - start <= longestKnownList ? field.slice(start, end) : '';
  const known = field.charAt(end) === ';' ? knownLists.get(listText) : undefined;
  if (known !== undefined) {
    const rest = member(label + field.slice(end), label, 'Signature-Input');
    return rest.ok ? ok({ covered: known, params: rest.value.params }) : rest;
  }
  const input = member(field, label, 'Signature-Input');
  if (!input.ok) return input;
  if (input.value.kind !== 'inner-list') return malformed('Signature-Input');
  const covered = readCoverage(input.value);
  if (!covered.ok) return covered;
  if (covered.value.text === listText) remember(covered.value);
  return ok({ covered: covered.value, params: input.value.params });
}

function remember(covered: Coverage): void {
  if (knownLists.size >= knownListsLimit) knownLists.clear();
  knownLists.set(covered.text, covered);
}

function malformed(detail: string): { readonly ok: false; readonly error: ParseProblem } {
  return fail({ kind: 'malformed', detail });
}

function member(field: string, label: string, name: string): Result<InnerList | Item, ParseProblem> {
  const dictionary = parseDictionary(field, limits);
  if (!dictionary.ok) return malformed(`${name}: ${dictionary.error}`);
  const found = dictionary.value.get(label);
  return found === undefined ? fail({ kind: 'missing' }) : ok(found);
}

function readCoverage(list: InnerList): Result<Coverage, ParseProblem> {
  const components = [];
  for (const item of list.items) {
    const component = componentFromItem(item);
    if (component === undefined) return malformed('Signature-Input: a component that we do not know');
    components.push(component);
  }
  return coverage(components);
}
