import { fail, ok, type Result } from '../result.ts';
import { allowedTypes, type Beneath, brokenConstraint } from './constraints.ts';
import { isObject, isStrings, type JsonObject } from './json.ts';
import { applyPolicy, type Metadata } from './policy/apply-policy.ts';
import { resolvePolicy } from './policy/resolve-policy.ts';
import type { Statement } from './statement.ts';
import type { ChainFault } from './trust-chain.ts';

/**
 * The subject's metadata as the chain makes it: the immediate superior's `metadata`, then the entity types that are
 * allowed, then the policy of all (OpenID Federation 1.0 §6.1.4.2 and §6.2.3, in this order).
 */
export function resolveChainMetadata(chain: readonly Statement[]): Result<Metadata, ChainFault> {
  const [leaf] = chain;
  const about = chain.slice(1, -1);
  let metadata = overridden(metadataOf(leaf), metadataOf(about[0]));
  for (const [index, statement] of about.entries()) {
    const { constraints } = statement.claims;
    if (!isObject(constraints)) continue;
    const broken = brokenConstraint(constraints, beneath(about.slice(0, index + 1), metadata));
    if (broken !== undefined)
      return fail({ at: index + 1, because: `has a constraint that is broken: ${broken}` });
  }
  for (const { claims } of about) {
    if (isObject(claims.constraints)) metadata = allowedTypes(claims.constraints, metadata);
  }
  const policy = resolvePolicy(about.map(({ claims }) => claims).reverse());
  if (!policy.ok) return fail({ at: 1, because: `has a metadata policy that cannot be: ${policy.error}` });
  const applied = applyPolicy(policy.value, metadata);
  return applied.ok
    ? ok(applied.value)
    : fail({ at: 0, because: `has metadata that the policy refuses: ${applied.error}` });
}

function metadataOf(statement: Statement | undefined): Metadata {
  const metadata = statement?.claims.metadata;
  return isObject(metadata) ? (metadata as Metadata) : {};
}

/** §3.1.1: a superior's parameters replace the subject's own, in the entity types that the subject itself declares. */
export function overridden(own: Metadata, superior: Metadata): Metadata {
  return Object.fromEntries(
    Object.entries(own).map(([type, parameters]): [string, JsonObject] => {
      const word = Object.hasOwn(superior, type) ? superior[type] : undefined;
      return [type, word === undefined ? parameters : { ...parameters, ...word }];
    }),
  );
}

/** `about`: the statements from the one about the subject up to the one that sets the constraint. */
function beneath(about: readonly Statement[], metadata: Metadata): Beneath {
  return {
    intermediates: about.length - 1,
    subjects: about.map(({ sub }) => sub),
    registrations: about.map(({ claims }) =>
      isStrings(claims.registration_policy) ? claims.registration_policy : [],
    ),
    metadata,
  };
}
