import type { BareItem, Item } from './structured-field-items.ts';
import { serialiseBareItem } from './structured-field-serialiser.ts';

/*
 * Component identifiers, RFC 9421 §2: a name and parameters that say which part of the message is covered. Portable.
 */

export interface ComponentParameters {
  /** From the request that the response answers (§2.4). */
  readonly req?: true;
  /** One member of a dictionary field (§2.1.2). */
  readonly key?: string;
  /** The field serialised anew as a structured field (§2.1.1). */
  readonly sf?: true;
  /** Each line of the field as a byte sequence (§2.1.3). */
  readonly bs?: true;
  /** The query parameter meant by `@query-param` (§2.2.8), percent-encoded. */
  readonly name?: string;
}

export interface Component {
  /** Lower case; `@…` for what is derived. */
  readonly name: string;
  readonly params: ComponentParameters;
  /** As it stands in the signature base: `"signature";req;key="ena"`. */
  readonly identifier: string;
  /** Equal for components that are the same whatever the order of their parameters. */
  readonly identity: string;
  /** What its line of the base begins with: `"content-type": `. */
  readonly head: string;
  /** A field as it stands: no parameter says how to read it. */
  readonly isPlainField: boolean;
}

const plain = new Map<string, Component>();
const plainLimit = 1024;
const noParameters: ComponentParameters = {};

/** A component of our own making. Throws for a name that no component can have: a bug of the caller. */
export function component(name: string, params: ComponentParameters = noParameters): Component {
  const bare = params === noParameters;
  const known = bare ? plain.get(name) : undefined;
  if (known !== undefined) return known;
  const entries = Object.entries(params).map(([key, value]): [string, BareItem] => [key, bareItem(value)]);
  const made = buildComponent(name, new Map(entries));
  if (made === undefined) throw new Error(`Not a component of an HTTP message: ${name}`);
  if (bare && plain.size < plainLimit) plain.set(name, made);
  return made;
}

function bareItem(value: string | true): BareItem {
  return value === true ? { kind: 'boolean', value } : { kind: 'string', value };
}

/** A component that a peer names in `Signature-Input`; `undefined` for anything that we do not know exactly. */
export function componentFromItem(item: Item): Component | undefined {
  return item.value.kind === 'string' ? buildComponent(item.value.value, item.params) : undefined;
}

/** A field name in lower case, or a derived component. */
const nameForm = /^(?:@[a-z][a-z-]*|[a-z0-9!#$%&'*+\-.^_`|~]+)$/;
const flags = new Set(['req', 'sf', 'bs']);
const texts = new Set(['key', 'name']);

function buildComponent(name: string, params: ReadonlyMap<string, BareItem>): Component | undefined {
  if (!nameForm.test(name)) return undefined;
  const parts: string[] = [];
  const known: Record<string, string | true> = {};
  for (const [key, value] of params) {
    const text = serialiseBareItem(value);
    if (text === undefined) return undefined;
    if (flags.has(key) && value.kind === 'boolean' && value.value) {
      known[key] = true;
      parts.push(`;${key}`);
    } else if (texts.has(key) && value.kind === 'string') {
      known[key] = value.value;
      parts.push(`;${key}=${text}`);
    } else return undefined;
  }
  if (!sensible(name, known)) return undefined;
  const quoted = `"${name}"`;
  const identifier = quoted + parts.join('');
  return {
    name,
    params: known,
    identifier,
    identity: quoted + parts.toSorted().join(''),
    head: `${identifier}: `,
    isPlainField: parts.length === 0 && !name.startsWith('@'),
  };
}

/** Which parameters may stand together, and where (§2.1, §2.2.8). */
function sensible(name: string, params: ComponentParameters): boolean {
  const { key, sf, bs } = params;
  const derived = name.startsWith('@');
  if (derived && (key !== undefined || sf === true || bs === true)) return false;
  if ((params.name !== undefined) !== (name === '@query-param')) return false;
  return bs !== true || (key === undefined && sf !== true);
}
