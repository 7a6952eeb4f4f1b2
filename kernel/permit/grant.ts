import { pathMatches } from './path-template.ts';

export interface Operation {
  readonly method: string;
  /** Literal or template: `/dokument/{dokumentId}`; a trailing `/{rest...}` matches any depth. */
  readonly path: string;
}

/** What a provider lets a consumer do: one row of the agreement, made executable. */
export interface Grant {
  readonly id: string;
  /** An organisation (`2120000829`) or one of its systems (`2120000829/verksamhet`). */
  readonly consumer: string;
  readonly service: string;
  readonly operations: readonly Operation[];
  readonly purposes: readonly string[];
  readonly legalBasis: readonly string[];
  /** Milliseconds since the epoch; valid from (inclusive) and to (exclusive). */
  readonly validFrom: number;
  readonly validTo: number | undefined;
  readonly agreement: string;
}

export interface AccessQuestion {
  readonly organisation: string;
  readonly system: string;
  readonly service: string;
  readonly method: string;
  /** Path below the service, without query. */
  readonly path: string;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly at: number;
}

/** Which rule is missing, from the widest to the narrowest; the first that no grant passes is the answer. */
export type MissingRule = 'consumer' | 'service' | 'validity' | 'operation' | 'purpose' | 'legal-basis';

export type AccessDecision =
  | { readonly kind: 'permitted'; readonly grant: string; readonly operation: Operation }
  | { readonly kind: 'denied'; readonly missing: MissingRule };

type Rule = readonly [MissingRule, (grant: Grant, question: AccessQuestion) => boolean];

/** The order in which a grant is read. Each rule only sees grants that passed the rules above it. */
const rules: readonly Rule[] = [
  ['consumer', (g, q) => g.consumer === q.organisation || g.consumer === `${q.organisation}/${q.system}`],
  ['service', (g, q) => g.service === q.service],
  ['validity', (g, q) => g.validFrom <= q.at && (g.validTo === undefined || q.at < g.validTo)],
  ['operation', (g, q) => operationOf(g, q) !== undefined],
  ['purpose', (g, q) => g.purposes.includes(q.purpose)],
  ['legal-basis', (g, q) => g.legalBasis.includes(q.legalBasis)],
];

/** Default deny: permitted only if one grant passes every rule. Pure; the caller writes the audit. */
export function decideAccess(grants: readonly Grant[], question: AccessQuestion): AccessDecision {
  let candidates = grants;
  for (const [name, passes] of rules) {
    candidates = candidates.filter((grant) => passes(grant, question));
    if (candidates.length === 0) return { kind: 'denied', missing: name };
  }
  const grant = candidates[0] as Grant;
  return { kind: 'permitted', grant: grant.id, operation: operationOf(grant, question) as Operation };
}

function operationOf(grant: Grant, question: AccessQuestion): Operation | undefined {
  return grant.operations.find((o) => o.method === question.method && pathMatches(o.path, question.path));
}
