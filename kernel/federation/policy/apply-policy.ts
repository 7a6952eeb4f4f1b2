import { fail, ok, type Result } from '../../result.ts';
import { type Json, type JsonObject, objectOf, own } from '../json.ts';
import type { ParameterPolicy } from './combinations.ts';
import type { MetadataPolicy, PolicyFault, TypePolicy } from './metadata-policy.ts';
import { operators, type Parameter } from './operators.ts';
import { parameterIn, parameterOut } from './scope.ts';

/** Metadata by entity type. */
export type Metadata = Readonly<Record<string, JsonObject>>;

/** Every operator on every parameter that has a policy, OpenID Federation 1.0 §6.1.4.2. */
export function applyPolicy(policy: MetadataPolicy, metadata: Metadata): Result<Metadata, PolicyFault> {
  const resolved: [string, JsonObject][] = [];
  for (const [type, parameters] of Object.entries(metadata)) {
    const ofType = own(policy, type);
    const applied = ofType === undefined ? ok(parameters) : applyTypePolicy(ofType, parameters);
    if (!applied.ok) return fail(`${type}.${applied.error}`);
    resolved.push([type, applied.value]);
  }
  return ok(objectOf(resolved));
}

export function applyTypePolicy(policy: TypePolicy, parameters: JsonObject): Result<JsonObject, PolicyFault> {
  const resolved = new Map<string, Json>(Object.entries(parameters));
  for (const [name, operatorsOfName] of Object.entries(policy)) {
    const applied = applyToParameter(name, operatorsOfName, own(parameters, name));
    if (!applied.ok) return fail(`${name}: ${applied.error}`);
    if (applied.value === undefined) resolved.delete(name);
    else resolved.set(name, applied.value);
  }
  return ok(objectOf(resolved));
}

function applyToParameter(
  name: string,
  policy: ParameterPolicy,
  given: Parameter,
): Result<Parameter, string> {
  if (given === null) return fail('null is no metadata value');
  let parameter = parameterIn(name, given);
  for (const operator of operators) {
    const configured = own(policy, operator.name);
    if (configured === undefined) continue;
    const applied = operator.apply(configured, parameter);
    if (!applied.ok) return fail(`${operator.name}: ${applied.error}`);
    parameter = applied.value;
  }
  return ok(parameterOut(name, parameter));
}
