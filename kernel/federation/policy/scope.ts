import type { Json } from '../json.ts';
import { isValues, type OperatorName, type Parameter } from './operators.ts';

/*
 * `scope` is a string of words with spaces between (RFC 6749 §3.3) that every operator sees as an array of strings,
 * and that is a string again when the operators are done (OpenID Federation 1.0 §6.1.3.1.8).
 */

const name = 'scope';

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

/** An operator's value as the operator is to see it: `"openid email"` for `scope` is two values. */
export function operandOf(parameter: string, _operator: OperatorName, configured: Json): Json {
  return parameter === name && typeof configured === 'string' ? words(configured) : configured;
}

export function parameterIn(parameter: string, value: Parameter): Parameter {
  return parameter === name && typeof value === 'string' ? words(value) : value;
}

/** What goes back into the metadata. */
export function parameterOut(parameter: string, value: Parameter): Parameter {
  const isWords =
    parameter === name && isValues(value) && value.every((word: Json) => typeof word === 'string');
  return isWords ? value.join(' ') : value;
}
