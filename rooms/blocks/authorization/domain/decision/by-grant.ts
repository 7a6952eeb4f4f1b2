import { marked } from './conditions.ts';
import type { MissingRule } from './decision.ts';
import { everyOfType, type IndexedGrant } from './grant-index.ts';
import type { Grant } from './rules.ts';
import type { Situation } from './situation.ts';

/** Whether a path fits a template; the kernel's, handed in. */
export type PathMatches = (template: string, path: string) => boolean;

type Stage = Extract<MissingRule, 'validity' | 'operation' | 'purpose' | 'legal-basis' | 'trust-mark'>;

export interface GrantOutcome {
  readonly granted: string | undefined;
  /** The grant that came furthest, and where it stopped. */
  readonly nearest: { readonly id: string; readonly stage: Stage } | undefined;
}

type Rule = readonly [Stage, (grant: Grant, situation: Situation, fits: PathMatches) => boolean];

/** The order in which a grant is read, from the widest to the narrowest. */
const stages: readonly Rule[] = [
  ['validity', (grant, { question }) => isValid(grant, question.at)],
  ['operation', (grant, situation, fits) => hasOperation(grant, situation, fits)],
  ['purpose', ({ purposes }, { question }) => isAmong(question.purpose, purposes)],
  ['legal-basis', ({ legalBases }, { question }) => isAmong(question.legalBasis, legalBases)],
  [
    'trust-mark',
    ({ trustMarks = [] }, situation) => trustMarks.every((mark) => marked(mark, situation) === true),
  ],
];

/** Permitted as soon as one grant passes every stage. */
export function byGrant(situation: Situation, fits: PathMatches): GrantOutcome {
  let furthest = -1;
  let nearest: GrantOutcome['nearest'];
  for (const { id, grant } of applicable(situation)) {
    const at = stages.findIndex(([, passes]) => !passes(grant, situation, fits));
    if (at === -1) return { granted: id, nearest: undefined };
    const stage = stages[at]?.[0];
    if (at > furthest && stage !== undefined) {
      furthest = at;
      nearest = { id, stage };
    }
  }
  return { granted: undefined, nearest };
}

function* applicable({ subjects, resources, question, rules }: Situation): Generator<IndexedGrant> {
  const every = everyOfType(question.resource.type);
  for (const subject of subjects) {
    if (!rules.grants.namesSubject(subject)) continue;
    for (const resource of resources) yield* rules.grants.between(subject, resource);
    yield* rules.grants.between(subject, every);
  }
}

function isValid({ validFrom, validTo }: Grant, at: number): boolean {
  return validFrom <= at && (validTo === undefined || at < validTo);
}

function hasOperation({ operations }: Grant, { question }: Situation, fits: PathMatches): boolean {
  const { name, properties } = question.action;
  const path = Object.hasOwn(properties, 'path') ? properties.path : undefined;
  return operations.some(
    (operation) =>
      operation.action === name &&
      (operation.path === undefined || (typeof path === 'string' && fits(operation.path, path))),
  );
}

function isAmong(value: string | undefined, allowed: readonly string[] | undefined): boolean {
  return allowed === undefined || (value !== undefined && allowed.includes(value));
}
