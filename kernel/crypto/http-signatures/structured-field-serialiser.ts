import { encodeBase64 } from './base64.ts';
import type { BareItem, Dictionary, InnerList, Item, Member, Parameters } from './structured-field-items.ts';

/*
 * Serialisation of structured fields (RFC 9651 §4.1). Portable. `undefined` where a value has no form: a string
 * outside printable ASCII, a number out of range, an ill-formed key or token.
 */

const keyForm = /^[a-z*][a-z0-9_\-.*]*$/;
const tokenForm = /^[A-Za-z*][A-Za-z0-9!#$%&'*+\-.^_`|~:/]*$/;
const stringForm = /^[\x20-\x7e]*$/;

export function serialiseDictionary(dictionary: Dictionary): string | undefined {
  const parts: string[] = [];
  for (const [key, member] of dictionary) {
    if (!keyForm.test(key)) return undefined;
    const flag = member.kind === 'item' && member.value.kind === 'boolean' && member.value.value;
    const text = flag ? serialiseParameters(member.params) : serialiseMember(member);
    if (text === undefined) return undefined;
    parts.push(flag ? key + text : `${key}=${text}`);
  }
  return parts.join(', ');
}

export function serialiseMember(member: Member): string | undefined {
  return member.kind === 'item' ? serialiseItem(member) : serialiseInnerList(member);
}

function serialiseItem(item: Item): string | undefined {
  return joined(serialiseBareItem(item.value), serialiseParameters(item.params));
}

function serialiseInnerList(list: InnerList): string | undefined {
  const items: string[] = [];
  for (const item of list.items) {
    const text = serialiseItem(item);
    if (text === undefined) return undefined;
    items.push(text);
  }
  return joined(`(${items.join(' ')})`, serialiseParameters(list.params));
}

/** `;key=value` for each, in order; a true boolean is the key alone. */
export function serialiseParameters(params: Parameters): string | undefined {
  let text = '';
  for (const [key, value] of params) {
    if (!keyForm.test(key)) return undefined;
    if (value.kind === 'boolean' && value.value) {
      text += `;${key}`;
      continue;
    }
    const bare = serialiseBareItem(value);
    if (bare === undefined) return undefined;
    text += `;${key}=${bare}`;
  }
  return text;
}

export function serialiseBareItem(item: BareItem): string | undefined {
  switch (item.kind) {
    case 'integer':
      return Number.isInteger(item.value) && Math.abs(item.value) < 1e15 ? String(item.value + 0) : undefined;
    case 'decimal':
      return serialiseDecimal(item.value);
    case 'string':
      return stringForm.test(item.value) ? `"${item.value.replace(/["\\]/g, '\\$&')}"` : undefined;
    case 'token':
      return tokenForm.test(item.value) ? item.value : undefined;
    case 'binary':
      return `:${encodeBase64(item.value)}:`;
    case 'boolean':
      return item.value ? '?1' : '?0';
  }
}

/** §4.1.5: at most three decimals, halves to even, never without a decimal. */
function serialiseDecimal(value: number): string | undefined {
  const scaled = value * 1000;
  const below = Math.floor(scaled);
  const half = scaled - below === 0.5;
  const rounded = (half ? below + (below % 2 === 0 ? 0 : 1) : Math.round(scaled)) / 1000 + 0;
  if (!Number.isFinite(rounded) || Math.abs(rounded) >= 1e12) return undefined;
  return Number.isInteger(rounded) ? `${rounded}.0` : String(rounded);
}

function joined(first: string | undefined, second: string | undefined): string | undefined {
  return first === undefined || second === undefined ? undefined : first + second;
}
