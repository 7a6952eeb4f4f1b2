import type { Ending, GrantorRole, Limit, Mandate } from './mandate.ts';
import { type Party, sameParty } from './party.ts';
import { standingOn } from './standing.ts';

/** May `actor` do `permission` for `grantor` at `relyingParty`, about these things, on this day? */
export interface DecisionQuestion {
  readonly actor: Party;
  readonly permission: string;
  readonly grantor: Party;
  readonly grantorRole?: GrantorRole;
  readonly relyingParty: string;
  /** What the question is about, of each kind one thing or several. */
  readonly about?: readonly Limit[];
  /** `YYYY-MM-DD`, in Sweden. */
  readonly day: string;
}

/** A step of the chain by which the actor may act. */
export type Link =
  /** The actor signs alone for the organisation. */
  | { readonly kind: 'signs-alone'; readonly organisation: string }
  /** `reference`: absent for a mandate at a producer elsewhere. */
  | { readonly kind: 'mandate'; readonly id: string; readonly reference?: string };

/** The first thing that is missing, the nearest to a yes first. */
export type MissingLink =
  | 'limit-unknown'
  | 'outside-limits'
  | 'not-yet-valid'
  | 'ended'
  | 'expired'
  | 'parent-ended'
  | 'other-permission'
  /** The actor signs for the grantor, together with others. */
  | 'signs-jointly'
  | 'no-mandate'
  /** The relying party's mandates are at a producer elsewhere, which tells of today alone, */
  | 'other-day'
  /** or does not answer. */
  | 'producer-away';

export type Decision =
  /** In order from the grantor to the actor; empty where the actor is the grantor. */
  | { readonly kind: 'allowed'; readonly chain: readonly Link[] }
  | {
      readonly kind: 'denied';
      readonly missing: MissingLink;
      /** The mandate that it is missing from; absent where there is none. */
      readonly mandate?: FailedMandate;
    };

export interface FailedMandate {
  readonly id: string;
  readonly reference: string;
  /** By whose side and when; of the persons nothing. */
  readonly ended?: Pick<Ending, 'by' | 'at'>;
}

export interface DecisionFacts {
  /**
   * Mandates at the relying party from the grantor that the actor holds, or that an organisation holds for which the
   * actor signs alone. Those at others are none: whoever asks learns nothing of them.
   */
  readonly mandates: readonly Mandate[];
  /** By id, every mandate that one of them was passed on from. */
  readonly ancestors: ReadonlyMap<string, Mandate>;
  /** Organisations for which the actor signs alone. */
  readonly signsAloneFor: ReadonlySet<string>;
  /** Organisations for which the actor signs together with others. */
  readonly signsJointlyFor: ReadonlySet<string>;
}

/** Nearest to a yes first: what a refusal names is what would be left to mend. */
const nearness: readonly MissingLink[] = [
  'limit-unknown',
  'outside-limits',
  'not-yet-valid',
  'parent-ended',
  'ended',
  'expired',
  'other-permission',
  'signs-jointly',
  'no-mandate',
  'other-day',
  'producer-away',
];

export function decide(question: DecisionQuestion, facts: DecisionFacts): Decision {
  if (sameParty(question.actor, question.grantor)) return { kind: 'allowed', chain: [] };
  if (question.grantor.kind === 'organisation' && facts.signsAloneFor.has(question.grantor.id))
    return { kind: 'allowed', chain: [{ kind: 'signs-alone', organisation: question.grantor.id }] };
  const jointly = question.grantor.kind === 'organisation' && facts.signsJointlyFor.has(question.grantor.id);
  let nearest: Denied = { kind: 'denied', missing: jointly ? 'signs-jointly' : 'no-mandate' };
  for (const mandate of facts.mandates) {
    if (mandate.relyingParty.id !== question.relyingParty) continue;
    const judged = judge(mandate, question, facts);
    if (judged.kind === 'allowed') return judged;
    if (nearness.indexOf(judged.missing) < nearness.indexOf(nearest.missing)) nearest = judged;
  }
  return nearest;
}

type Denied = Extract<Decision, { kind: 'denied' }>;

function judge(mandate: Mandate, question: DecisionQuestion, facts: DecisionFacts): Decision {
  const missing = missingIn(mandate, question);
  if (missing !== undefined) return denied(missing, mandate);
  const lineage = lineageOf(mandate, facts.ancestors);
  if (lineage === undefined || lineage.some((one) => standingOn(one, question.day) !== 'valid'))
    return denied('parent-ended', mandate);
  return { kind: 'allowed', chain: [...lineage.map(linkOf), ...lastLink(mandate, question, facts)] };
}

function denied(missing: MissingLink, { id, reference, ended }: Mandate): Denied {
  const end = ended && { ended: { by: ended.by, at: ended.at } };
  return { kind: 'denied', missing, mandate: { id, reference, ...end } };
}

function missingIn(mandate: Mandate, question: DecisionQuestion): MissingLink | undefined {
  if (!mandate.permissions.some(({ code }) => code === question.permission)) return 'other-permission';
  const standing = standingOn(mandate, question.day);
  if (standing === 'past') return mandate.ended === undefined ? 'expired' : 'ended';
  if (standing === 'coming') return 'not-yet-valid';
  return missingThing(mandate.limits, question.about ?? []);
}

/** Limits of one kind name alternatives, kinds add up: of every kind the question names things, all among them. */
function missingThing(limits: readonly Limit[], about: readonly Limit[]): MissingLink | undefined {
  for (const { kind } of limits) {
    const things = about.filter((one) => one.kind === kind);
    if (things.length === 0) return 'limit-unknown';
    if (!things.every(({ value }) => limits.some((limit) => limit.kind === kind && limit.value === value)))
      return 'outside-limits';
  }
  return undefined;
}

/** The mandate and those it was passed on from, the first of all first; `undefined` where one is not there. */
function lineageOf(
  mandate: Mandate,
  ancestors: ReadonlyMap<string, Mandate>,
): readonly Mandate[] | undefined {
  const lineage = [mandate];
  for (let { parent } = mandate; parent !== undefined; ) {
    const next = ancestors.get(parent);
    if (next === undefined || lineage.includes(next)) return undefined;
    lineage.unshift(next);
    parent = next.parent;
  }
  return lineage;
}

function linkOf({ id, reference }: Mandate): Link {
  return { kind: 'mandate', id, reference };
}

/** An organisation that holds the mandate acts through whoever signs alone for it. */
function lastLink({ holders }: Mandate, { actor }: DecisionQuestion, facts: DecisionFacts): readonly Link[] {
  if (holders.some((holder) => sameParty(holder, actor))) return [];
  const through = holders.find(({ kind, id }) => kind === 'organisation' && facts.signsAloneFor.has(id));
  return through === undefined ? [] : [{ kind: 'signs-alone', organisation: through.id }];
}
